/** What to do about values that the schema of a chart refuses. */

import { nearest } from '../../lib/findings/nearest';
import { at, isMap } from '../../lib/yaml/parsed';
import { type ChartNames, moved } from './renamed-values';
import { nameOfPath } from './value-path';

/** @param error what Helm says: `- at '/tracing': additional properties 'zipkin' not allowed` */
export function wayOutOf(error: string, chart: ChartNames): string {
  const unknown = [...error.matchAll(/at '([^']*)': additional properties ((?:'[^']*'(?:, )?)+) not allowed/g)];
  const fixes = unknown.flatMap(([, pointer = '', names = '']) => {
    const before = pointer.split('/').filter((step) => step !== '');
    return [...names.matchAll(/'([^']*)'/g)].map(([, name = '']) => {
      const known = at(chart.defaults, ...before);
      const other = moved([...before, name], chart) ?? moved([...before, name, 'access'], chart);
      const meant = nearest(name, isMap(known) ? Object.keys(known) : []);
      return other ?? (meant ? `write ${nameOfPath([...before, meant])}` : `leave ${nameOfPath([...before, name])} out`);
    });
  });
  if (fixes.length > 0) return fixes.join(', and ');
  if (/kubeVersion/.test(error)) return 'write kubernetes.version as it is in the cluster, or pin another release';
  return /schema/.test(error) ? 'write values that the chart takes' : 'correct the values that it names, or pin another release';
}
