/*
 * Preloaded into a child JVM, makes system calls fail as a broken disk or a used-up quota would, or the clock step
 * back, while the file $FAULT_FILE exists; its first letter says which. Only files under $FAULT_FOLDER are meant.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define DAYS_BACK 3

static char fault(void) {
  const char *file = getenv("FAULT_FILE");
  char which = 0;
  int fd = file == NULL ? -1 : (int) syscall(SYS_openat, AT_FDCWD, file, O_RDONLY);
  if (fd >= 0) {
    if (syscall(SYS_read, fd, &which, 1) != 1) {
      which = 0;
    }
    syscall(SYS_close, fd);
  }
  return which;
}

static int meant(int fd) {
  const char *folder = getenv("FAULT_FOLDER");
  char link[64];
  char path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  return folder != NULL && length > 0 && strncmp(path, folder, strlen(folder)) == 0;
}

static int fails(int fd, char which, int error) {
  int saved = errno;
  int failing = meant(fd) && fault() == which;
  errno = failing ? error : saved;
  return failing;
}

ssize_t write(int fd, const void *bytes, size_t count) {
  return fails(fd, 'q', EDQUOT) ? -1 : syscall(SYS_write, fd, bytes, count);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off_t offset) {
  return fails(fd, 'q', EDQUOT) ? -1 : syscall(SYS_pwrite64, fd, bytes, count, offset);
}

int fsync(int fd) {
  return fails(fd, 's', EIO) ? -1 : (int) syscall(SYS_fsync, fd);
}

int fdatasync(int fd) {
  return fails(fd, 's', EIO) ? -1 : (int) syscall(SYS_fdatasync, fd);
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  int result = (int) syscall(SYS_clock_gettime, clock, time);
  if (clock == CLOCK_REALTIME && result == 0 && fault() == 'c') {
    time->tv_sec -= DAYS_BACK * 24 * 60 * 60;
  }
  return result;
}
