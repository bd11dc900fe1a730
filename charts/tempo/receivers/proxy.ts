/** Whether the pods that receive spans have the proxy of Linkerd, to which the proxies of other pods send theirs. */
import type { Findings } from '../../../lib/cluster-file/findings';
import { textAt } from '../../../lib/yaml/parsed';
import { asksForProxy, INJECT } from '../../linkerd/injection';
import { type TempoConfig, valuesKeyOf } from '../config';
import { TEMPO_RULES } from '../rules';

/** Where the values annotate these pods: of the distributor alone, of all processes, or of all pods of the chart. */
const annotationsOf = ({ chart }: TempoConfig): string[][] =>
  (chart === undefined ? [[]] : [['distributor'], ['tempo'], ['global']]).map((part) => [...part, 'podAnnotations', INJECT]);

/** @param config of the Tempo that the proxies send to */
export function checkProxyOfReceivers(config: TempoConfig, findings: Findings): void {
  const { values, keys } = config;
  const paths = annotationsOf(config).filter((path) => textAt(values, ...path) !== undefined);
  // The annotation of one process is more specific than those of all.
  const [path] = paths;
  const value = path && textAt(values, ...path);
  if (!path || value === undefined || asksForProxy(value)) return;
  const problem = `is ${value || 'empty'}, and the proxies of ${findings.where(['linkerd'])} send their spans only to pods with a proxy`;
  findings.error([...valuesKeyOf({ keys }), ...path], TEMPO_RULES.says('no-proxy', problem, 'remove it'));
}
