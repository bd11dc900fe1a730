/** A mistake within one object. */
import type { ProblemAndFix } from '../../../lib/helm/no-chart';
import type { Path } from '../../../lib/yaml/parsed';
import type { SHAPE_RULES } from './rules';

export interface Mistake extends ProblemAndFix {
  readonly rule: Parameters<typeof SHAPE_RULES.says>[0];
  /** The path of the field; `problem` is a phrase that can follow it. */
  readonly path: Path;
  /** What the API server does: it refuses the object, drops the field, or accepts the object unchanged. */
  readonly outcome: 'refused' | 'dropped' | 'taken';
}

/** A mistake that makes the API server refuse the object. */
export const refused = (rule: Mistake['rule'], path: Path, problem: string, fix: string): Mistake => ({
  ...{ rule, path, problem, fix },
  outcome: 'refused',
});

/** The path of a field as text: `spec.containers[0].image`, `metadata.labels["app.kubernetes.io/name"]`. */
export const fieldText = (path: Path): string =>
  path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    if (!/^[\w$-]+$/.test(step)) return `${text}[${JSON.stringify(step)}]`;
    return text ? `${text}.${step}` : step;
  }, '');
