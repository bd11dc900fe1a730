/** Other processes of this machine. */

/**
 * Whether a process with this id is running, of any user (EPERM: it exists, and belongs to another user).
 * @param pid a process id, above 0
 */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
