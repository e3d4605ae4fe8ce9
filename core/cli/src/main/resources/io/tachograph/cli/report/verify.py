#!/usr/bin/env python3
"""Checks a ledger's chain, and the Merkle roots of its checkpoints, with nothing but Python's own library."""
import base64, glob, hashlib, os, struct, sys

folder = sys.argv[1]


def sha(data):
    return hashlib.sha256(data).digest()


def excerpts():
    for path in sorted(glob.glob(os.path.join(folder, "ledger", "*.cq4"))):
        with open(path, "rb") as file:
            while len(head := file.read(4)) == 4:
                (header,) = struct.unpack("<I", head)
                if header in (0, 0xC0000000) or header & 0x80000000:
                    break
                data = file.read(header & 0x3FFFFFFF)
                file.seek(-len(data) % 4, 1)
                if not header & 0x40000000:
                    yield path, data


with open(os.path.join(folder, "checkpoints"), encoding="utf-8") as file:
    lines = file.read().split("\n")
signs = [at for at, line in enumerate(lines) if line.startswith("\u2014 ") and at >= 4 and not lines[at - 1]]
signed = {int(lines[at - 3]): base64.b64decode(lines[at - 2]) for at in signs}

first, prev, seq, tree = None, bytes(32), 0, []
for path, data in excerpts():
    stored, entry = data[:32], data[32:]
    number = struct.unpack("<Q", entry[8:16])[0]
    if first is None:
        first, seq, prev = number, number, entry[24:56]
    assert number == seq, f"{path}: seq {number} stands where {seq} must"
    assert entry[24:56] == prev, f"{path}: seq {seq} does not link to the entry before it"
    assert sha(b"\0" + entry) == stored, f"{path}: seq {seq} is not what was hashed"
    prev, seq = stored, seq + 1
    tree.append((0, stored))
    while len(tree) > 1 and tree[-2][0] == tree[-1][0]:
        (level, right), (_, left) = tree.pop(), tree.pop()
        tree.append((level + 1, sha(b"\1" + left + right)))
    if first == 0 and seq in signed:
        root = tree[-1][1]
        for _, left in reversed(tree[:-1]):
            root = sha(b"\1" + left + root)
        assert root == signed[seq], f"the checkpoint of size {seq} has another root"
print(f"seq {first} to {seq - 1}: the chain is unbroken", end="")
print(f", {sum(size <= seq for size in signed)} checkpoints have its roots" if first == 0 else "; what came before was pruned")
print("head", prev.hex())
