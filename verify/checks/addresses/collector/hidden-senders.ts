/** Whether a collector in the mesh sees the addresses of the senders whose pods it looks up. */
import { isOfPods, readsConnection } from '../../../../charts/collector/components/processors';
import { tracesOf } from '../../../../charts/collector/configuration/pipelines';
import { SKIP_INBOUND } from '../../../../charts/linkerd/injection';
import { isUdp } from '../../../../charts/tempo/receivers';
import { type Finding, warning } from '../../../../lib/findings/finding';
import { listed } from '../../../../lib/findings/listed';
import { mapAt } from '../../../../lib/yaml/parsed';
import type { World } from '../../../stack';
import { listeningIn, type RunningCollector } from '../../../world/collectors';
import { aboutObject } from '../../../world/kubernetes';
import { isMeshed, skips } from '../mesh';
import { ADDRESSES_RULES } from '../rules';

/** Behind the proxy of its pod, every connection comes from the pod itself. Protocols of UDP are not proxied. */
export const hiddenSenders = (world: World, collectors: readonly RunningCollector[]): Finding[] =>
  collectors.flatMap((collector) => {
    const { pod } = collector.reader;
    if (!isMeshed(pod, world)) return [];
    const pipelines = tracesOf(collector.config).filter(({ processors }) =>
      processors.some((name) => isOfPods(name) && readsConnection(mapAt(collector.config, 'processors', name))),
    );
    const ports = listeningIn(collector, pipelines).flatMap(({ receiver, port }) =>
      isUdp(receiver) || skips(pod, port, world) ? [] : [String(port)],
    );
    if (ports.length === 0) return [];
    const problem = `looks up the pods of its senders, but on port ${listed(ports)} the proxy of Linkerd hides their addresses`;
    const statement = ADDRESSES_RULES.says('hidden-senders', problem, `add ${ports.length > 1 ? 'them' : 'it'} to ${SKIP_INBOUND}`);
    return [warning(pod.placed.place, statement, aboutObject(pod.placed.object))];
  });
