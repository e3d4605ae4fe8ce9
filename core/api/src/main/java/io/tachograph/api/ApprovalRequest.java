package io.tachograph.api;

import org.jspecify.annotations.Nullable;

/**
 * A request for a person's or a policy's approval, as {@link Tachograph#approvalRequested} gives it
 * back: what a grant or a refusal refers to. Its components may be kept and the request made anew
 * from them, where the answer comes hours later or in another process.
 *
 * @param id the request's event id in the ledger; empty where nothing recorded it
 * @param what what is to be approved
 * @param taskId the id of the task or call that waits for it, or null
 */
public record ApprovalRequest(String id, String what, @Nullable String taskId) {}
