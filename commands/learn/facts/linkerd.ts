/** The facts of Linkerd's Jaeger extension in its objects. */
import type { LinkerdRelease } from '../../../charts/linkerd/releases';
import { type Reading, sighting } from './fact';
import { kindsOfObjectsIn } from './kinds';

export const linkerdFacts: Reading<LinkerdRelease> = (facts, view) => {
  const hasKey = /\bcollectorTraceProtocol\b/.test(JSON.stringify(view.release.info.values));
  return [
    ...kindsOfObjectsIn(facts.rendered, view),
    sighting('protocolKey', facts.protocolKey, hasKey, 'values.yaml, webhook.collectorTraceProtocol'),
  ];
};
