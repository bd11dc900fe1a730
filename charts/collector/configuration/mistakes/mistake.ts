/** A mistake in a configuration with which the collector does not start. */
import type { Path } from '../../../../lib/yaml/parsed';

export type MistakeRule =
  | 'unknown-key'
  | 'wrong-id'
  | 'undefined-component'
  | 'empty-pipeline'
  | 'unknown-signal'
  | 'loose-connector'
  | 'unsupported-signal'
  | 'circle'
  | 'taken-port'
  | 'extension-not-started'
  | 'no-endpoint'
  | 'removed-setting'
  | 'unknown-setting'
  | 'unknown-choice'
  | 'batch-size'
  | 'limiter-without-limit'
  | 'repeated-processor';

export interface Mistake {
  readonly rule: MistakeRule;
  /** Its place in the configuration. */
  readonly path: Path;
  /** Where a definition is missing, or what it conflicts with. */
  readonly section?: Path;
  readonly problem: string;
  readonly fix: string;
}

/** What follows from each. */
export const NO_START = 'so the collector does not start';
