/** A container over time: started, probed, started again after it ends, and stopped. */
import type { ChildProcess } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { type ContainerProps, rootOf, startContainer } from './container';
import type { Pod } from './pod';
import { isAnswered, runBeside, timesOf } from './probes';

/** In milliseconds. The kubelet waits longer, up to five minutes. */
const LONGEST_PAUSE = 8000;
const UNTIL_READY = 500;

export class RunningContainer {
  isReady = false;
  restarts = 0;
  /** The exit code or signal of the last end. */
  ended?: number | string;
  private process?: ChildProcess;
  private isStopped = true;
  private timers: NodeJS.Timeout[] = [];

  constructor(
    readonly props: ContainerProps,
    private readonly restart: Pod['restart'],
  ) {}

  get isRunning(): boolean {
    return this.process !== undefined;
  }

  /** Whether it ended and will not be started again. */
  get isDone(): boolean {
    return !this.isRunning && this.ended !== undefined && !this.isToRestart;
  }

  start(): void {
    this.isStopped = false;
    this.run();
  }

  /** Ends it by the signal, and after the pod's grace period by SIGKILL. */
  async stop(signal: NodeJS.Signals = 'SIGTERM', grace = 30_000): Promise<void> {
    this.isStopped = true;
    this.clear();
    const { process } = this;
    if (!process) return;
    const kill = setTimeout(() => process.kill('SIGKILL'), grace);
    await new Promise((resolve) => {
      process.once('exit', resolve);
      process.kill(signal);
    });
    clearTimeout(kill);
  }

  private get isToRestart(): boolean {
    return !this.isStopped && (this.restart === 'Always' || (this.restart === 'OnFailure' && this.ended !== 0));
  }

  private run(): void {
    this.clear();
    try {
      const started = startContainer(this.props);
      this.process = started;
      started.on('exit', (code, signal) => this.end(code ?? signal ?? 'ended'));
      this.probe(started);
    } catch (error) {
      this.end(error instanceof Error ? error.message : String(error));
    }
  }

  private end(how: number | string): void {
    this.process = undefined;
    this.ended = how;
    this.clear();
    appendFileSync(this.props.log, `# ended: ${how}\n`);
    if (!this.isToRestart) return;
    this.restarts += 1;
    this.after(Math.min(LONGEST_PAUSE, 500 * 2 ** this.restarts), () => this.run());
  }

  /** Without a probe, it counts as started or ready at once. */
  private probe(process: ChildProcess): void {
    const { startup, readiness, liveness } = this.props.container;
    const afterStart = () => {
      if (readiness === undefined) this.isReady = true;
      else this.askReadiness(readiness, 0);
      if (liveness !== undefined) this.after(timesOf(liveness).delay, () => this.askLiveness(process, liveness, 'a liveness', 0));
    };
    if (startup === undefined) afterStart();
    else this.askLiveness(process, startup, 'a startup', 0, afterStart);
  }

  private async askReadiness(probe: unknown, failed: number): Promise<void> {
    const { period, failures } = timesOf(probe);
    const count = (await this.ask(probe)) ? 0 : failed + 1;
    if (!this.process) return;
    if (count === 0) this.isReady = true;
    else if (count >= failures) this.isReady = false;
    this.after(this.isReady ? period : Math.min(period, UNTIL_READY), () => this.askReadiness(probe, count));
  }

  /** Ends the process after enough failures. @param then what to do at the first success, instead of asking again */
  private async askLiveness(process: ChildProcess, probe: unknown, which: string, failed: number, then?: () => void): Promise<void> {
    const { period, failures } = timesOf(probe);
    const isOk = await this.ask(probe);
    if (this.process !== process) return;
    if (isOk && then) return then();
    const count = isOk ? 0 : failed + 1;
    if (count < failures) return this.after(period, () => this.askLiveness(process, probe, which, count, then));
    appendFileSync(this.props.log, `# killed: ${which} probe failed ${count} times\n`);
    process.kill();
  }

  private ask(probe: unknown): Promise<boolean> {
    const pid = this.process?.pid;
    return isAnswered(this.props.pod, probe, async (command) => (pid ? runBeside(pid, rootOf(this.props), command) : 1));
  }

  private after(milliseconds: number, run: () => unknown): void {
    this.timers.push(setTimeout(run, milliseconds));
  }

  private clear(): void {
    this.isReady = false;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers = [];
  }
}
