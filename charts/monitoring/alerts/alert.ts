/** One alert, in the terms of Prometheus. */

export interface Alert {
  readonly name: string;
  readonly expr: string;
  /** How long the expression must hold, such as `10m`. */
  readonly for: string;
  readonly severity: 'critical' | 'warning';
  /** What is wrong; may contain `{{ $labels.name }}`. */
  readonly summary: string;
  /** What to do. */
  readonly todo: string;
}

/** Whether a counter has grown, more than once and until now: a single failure that was retried does not raise an alert. */
export const keepsFailing = (counter: string, by: string): string =>
  `sum by (${by}) (increase(${counter}[1h])) > 2 and sum by (${by}) (increase(${counter}[10m])) > 0`;
