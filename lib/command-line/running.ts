/** Other processes of this machine. */
import { readFileSync } from 'node:fs';
import { codeOf } from '../files/error-code';

/**
 * Whether a process with this id is running, of any user (EPERM: it exists, and belongs to another user). One that has ended is not,
 * also while its parent has not asked for its exit code, as the first process of many containers never does.
 * @param pid a process id, above 0
 */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0) && !hasEnded(pid);
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

/** By its state, after its name in parentheses (proc_pid_stat(5)): Z is a zombie, X is dead. Elsewhere than on Linux it is not known. */
function hasEnded(pid: number): boolean {
  try {
    const [, state = ''] = /^.*\) (\w)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return ['Z', 'X'].includes(state);
  } catch {
    return false;
  }
}
