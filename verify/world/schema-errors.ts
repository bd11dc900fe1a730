/** What to do about values that a chart refuses, from the error message of Helm. */
import { nearest } from '../../lib/findings/nearest';
import { at, isMap } from '../../lib/yaml/parsed';
import { type ChartNames, replacementOf } from './renamed-values';
import { nameOfPath } from './value-path';

/** @param error the message of Helm: `- at '/tracing': additional properties 'zipkin' not allowed` */
export function wayOutOf(error: string, chart: ChartNames): string {
  const unknown = [...error.matchAll(/at '([^']*)': additional properties ((?:'[^']*'(?:, )?)+) not allowed/g)];
  const fixes = unknown.flatMap(([, pointer = '', names = '']) => {
    const before = pointer.split('/').filter((step) => step !== '');
    return [...names.matchAll(/'([^']*)'/g)].map(([, name = '']) => {
      const known = at(chart.defaults, ...before);
      const other = replacementOf([...before, name], chart) ?? replacementOf([...before, name, 'access'], chart);
      const meant = nearest(name, isMap(known) ? Object.keys(known) : []);
      return other ?? (meant ? `use ${nameOfPath([...before, meant])}` : `remove ${nameOfPath([...before, name])}`);
    });
  });
  if (fixes.length > 0) return fixes.join(', and ');
  if (/kubeVersion/.test(error)) return 'set kubernetes.version to that of the cluster, or pin another release';
  return /schema/.test(error) ? 'use values that the chart accepts' : 'correct the values that it names, or pin another release';
}
