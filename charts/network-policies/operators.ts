/** The operators that the user's own values turn on: the API server, which they use and which calls their webhooks, and Prometheus. */
import { isTrueInTemplate } from '../../lib/helm/truth';
import { at } from '../../lib/yaml/parsed';
import type { TempoConfig } from '../tempo/config';
import { podsOfSubchart } from '../tempo/pods/labels';
import { distributedReleases } from '../tempo/releases';
import { WEBHOOKS } from '../tempo/subcharts/cluster-objects';
import { isOnByDefault, subchartFullname, subchartsIn } from '../tempo/subcharts/values';
import { API_SERVER_PORTS, type Hop, hops, OUTSIDE, opened, SCRAPER, type Side, tcp } from './hop';

export interface Operator {
  /** The key of its values. */
  readonly key: string;
  /** The name of its Deployment. */
  readonly name: string;
  readonly labels: Side['labels'];
  /** The port of its webhooks; undefined without any. */
  readonly webhooks?: number;
  /** The port of its metrics; undefined if its ServiceMonitor is off. */
  readonly metrics?: number;
}

/** @returns none for the chart tempo */
export function operatorsIn({ chart, releaseName, values }: TempoConfig): Operator[] {
  const release = chart === undefined ? undefined : distributedReleases.find(chart).release;
  return (release ? subchartsIn(values, release) : []).map((subchart) => {
    const { key, ports } = subchart;
    const isScraped = isTrueInTemplate(at(values, key, 'serviceMonitor', 'enabled'));
    return {
      key,
      name: subchartFullname(releaseName, subchart, values),
      labels: podsOfSubchart(releaseName, subchart, values),
      ...(isOnByDefault(subchart, values, WEBHOOKS) && { webhooks: ports.webhooks }),
      ...(isScraped && { metrics: ports.metrics }),
    };
  });
}

export const operatorHops = ({ webhooks, metrics }: Operator, side: Side): Hop[] => [
  ...hops([side], [OUTSIDE], tcp(...API_SERVER_PORTS)),
  ...(webhooks === undefined ? [] : hops([OUTSIDE], [side], tcp(webhooks))),
  ...(metrics === undefined ? [] : hops([SCRAPER], [side], tcp(metrics))),
];

/** What is open for them, and why, in words. */
export const openedByOperators = (config: TempoConfig): { readonly problem: string; readonly fix: string }[] =>
  operatorsIn(config).flatMap(({ name, webhooks }) => [
    {
      problem: `${name} asks the API server, whose address is not known`,
      fix: `TCP ${opened(API_SERVER_PORTS)} permitted to all addresses`,
    },
    ...(webhooks === undefined
      ? []
      : [
          {
            problem: `the API server, whose address is not known, calls the webhooks of ${name}`,
            fix: `TCP ${opened([webhooks])} permitted from all addresses`,
          },
        ]),
  ]);
