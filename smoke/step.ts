/** One link of the path of a trace, tried on the running stack. */
import type { Statement } from '../lib/findings/finding';
import type { Ends } from './ends/ends';
import type { Kubectl } from './ends/kubectl';
import type { SmokeStack } from './stack';

/** The parts of the way, in order. */
export type Part = 'rollout' | 'receivers' | 'vote' | 'storage';

/** The result of one step. */
export type Verdict =
  /** What was seen, as a phrase: `trace 5f… with 1 span, after 1.2 s`; warnings do not make it a failure. */
  | { readonly verdict: 'ok'; readonly seen: string; readonly warnings?: readonly Cause[] }
  /** The likely causes, by the rules of `rules.ts`: what was seen, why, and what to change. The first is the likeliest. */
  | { readonly verdict: 'failed'; readonly causes: readonly [Cause, ...Cause[]] }
  /** Why, as a phrase: `jaeger-thrift-compact is UDP, and a port-forward is TCP; use --url jaeger-thrift-compact=udp://HOST:PORT` */
  | { readonly verdict: 'not judged'; readonly why: string };

export interface Cause {
  readonly statement: Statement;
  /** What it is about: `receiver zipkin`, `Job tempo-bootstrap-03ce33cabe`. */
  readonly subject?: string;
  /** Whether it does not break the path. @default false */
  readonly isWarning?: boolean;
}

export interface Step {
  readonly part: Part;
  /** Unique within its part: `zipkin`. */
  readonly name: string;
  /** The part whose failure it explains: it is run after one even without `--all`. @default none */
  readonly explains?: Part;
  /** Whether only `--probe-permissions` runs it. @default false */
  readonly isOnRequest?: boolean;
  /**
   * Resolves in `context.timeout` at most. A rejection with an EndError is a failure of that end.
   * @param earlier the results of the steps before it
   */
  readonly run: (context: Context, earlier: readonly StepResult[]) => Promise<Verdict>;
}

/** A step with its result. */
export interface StepResult {
  readonly step: Step;
  readonly verdict: Verdict;
  /** In milliseconds. */
  readonly duration: number;
}

/** What every step may use. */
export interface Context {
  /** What dist/ says. */
  readonly stack: SmokeStack;
  readonly ends: Ends;
  /** Undefined if no kubectl is on PATH; then the ends are those of `--url`. */
  readonly kubectl?: Kubectl;
  /** How long a step waits for what should arrive, in milliseconds. */
  readonly timeout: number;
  /** Aborted by Ctrl-C, and at the end of the run. */
  readonly signal: AbortSignal;
  /** Makes everything that this run leaves behind recognizable: `smoke-8f3a91c2`, in the attribute `tempo_gitops.smoke` of its spans. */
  readonly mark: string;
}

/** The attribute of every span of smoke, with the mark of its run. */
export const MARK_ATTRIBUTE = 'tempo_gitops.smoke';

/** The service name of the spans of smoke. */
export const SMOKE_SERVICE = 'tempo-gitops-smoke';

export const ok = (seen: string): Verdict => ({ verdict: 'ok', seen });
export const notJudged = (why: string): Verdict => ({ verdict: 'not judged', why });
export const failed = (statement: Statement, subject?: string): Verdict => ({ verdict: 'failed', causes: [{ statement, subject }] });
