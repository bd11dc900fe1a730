/** Whether a collector behind an address receives what is sent there, and which use leads to one. */
import type { Statement } from '../../../../lib/findings/finding';
import { listed } from '../../../../lib/findings/listed';
import type { World } from '../../../stack';
import { receiverFor, type Use } from '../../../uses/use';
import { collectorBehind, listeningIn, type RunningCollector } from '../../../world/collectors';
import type { Lookup } from '../../../world/lookup';
import { destinationOf } from '../destination';
import { ADDRESSES_RULES } from '../rules';

/** The name of a collector that somebody else installs. */
const EXTERNAL = 'the collector';

/** A use of spans that goes to a collector instead of Tempo, by the name of that collector. */
export function towardsCollector(use: Use, { declared }: World, lookup: Lookup, collectors: readonly RunningCollector[]): Use {
  if (use.what !== 'spans' || use.to !== 'Tempo') return use;
  const { host, port, service } = destinationOf(use, lookup) ?? {};
  const found = service && lookup.service(service.namespace, service.name);
  const collector = found && collectorBehind(lookup.podsBehind(found), collectors);
  if (collector) return { ...use, to: collector.name };
  return declared.hosts.get(`${host}:${port}`)?.includes('collector.external') ? { ...use, to: EXTERNAL } : use;
}

/** Why the collector does not accept what is sent to a port of its pods. */
export function receivesNot(use: Use, scheme: string | undefined, target: number, collector: RunningCollector): Statement | undefined {
  const wanted = receiverFor(use);
  if (wanted === undefined) return undefined;
  const listening = listeningIn(collector);
  const here = listening.find(({ port }) => port === target);
  if (here?.receiver === wanted) {
    if (here.isLocal) {
      const problem = `${collector.name} listens for ${wanted} on localhost alone`;
      return ADDRESSES_RULES.says('nothing-listens', problem, `set its endpoint to \${env:MY_POD_IP}:${target}`);
    }
    if ((scheme === 'https' || use.hasTls) && !here.hasTls)
      return ADDRESSES_RULES.says(
        'no-tls',
        `${collector.name} does not serve TLS there`,
        use.hasTls ? 'set tls.insecure to true' : 'use http',
      );
    if (here.hasTls && (scheme === 'http' || use.hasTls === false)) {
      const fix = scheme === 'http' ? 'use https' : 'set tls.insecure to false';
      return ADDRESSES_RULES.says('needs-tls', `${collector.name} serves only TLS there`, fix);
    }
    return undefined;
  }
  const problem = `${collector.name} does not listen for ${wanted} on that port${here ? `, but for ${here.receiver}` : ''}`;
  const right = listening.find(({ receiver }) => receiver === wanted)?.port;
  const others = listed([...new Set(listening.map(({ receiver }) => receiver))]);
  return ADDRESSES_RULES.says('wrong-receiver', problem, right ? `use ${right}` : `turn it on, or use one of ${others}`);
}
