/** Checks that this version of Tempo has the receivers of its distributor, and that other pods can reach them. */
import { tempoProduct } from '../../../charts/tempo/product';
import { error, type Finding, type Statement } from '../../../lib/findings/finding';
import { isLoopback } from '../../../lib/kubernetes/loopback';
import { mapAt } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import { aboutObject } from '../../world/kubernetes';
import { isMonolithic, type Reader, type RunningTempo, receiversOf, versionOfImage } from '../../world/tempo';
import { unknownFields } from './receiver-fields';
import { MICROSERVICES_RULES } from './rules';

type Listening = ReturnType<typeof receiversOf>[number];

export function checkReceivers(tempo: RunningTempo, { declared }: World): Finding[] {
  const distributor = distributorOf(tempo);
  if (!distributor) return [];
  const { pod, container } = distributor;
  const isOne = isMonolithic(distributor);
  const version = versionOfImage(container.image);
  const receivers = receiversOf(tempo);
  // A chart may list receivers that are not in the cluster file.
  const asked = receivers.filter(({ receiver, host }) => host !== '' || declared.receivers.includes(receiver));
  return [
    ...unknownFields(mapAt(tempo.config, 'distributor', 'receivers')),
    ...(version === undefined ? [] : removed(receivers, version, isOne)),
    ...(receivers.length === 0 ? [noReceiver(isOne)] : []),
    ...asked.flatMap((receiver) => onLocalhost(receiver, version)),
    ...(pod.hostNetwork ? [] : receivers.flatMap(elsewhere)),
  ].map((statement) => error(pod.placed.place, statement, aboutObject(pod.placed.object)));
}

/** The process that receives spans; the single process of a monolithic Tempo. */
const distributorOf = ({ readers }: RunningTempo): Reader | undefined =>
  readers.find(
    ({ container, pod }) => container.args.includes('-target=distributor') || /distributor/.test(pod.placed.object.metadata.name),
  ) ?? readers[0];

const noReceiver = (isOne: boolean): Statement =>
  MICROSERVICES_RULES.says(
    'no-receiver',
    'has no receiver, so no span reaches it',
    `enable one under ${isOne ? 'tempo.receivers' : 'traces'}`,
  );

/** The distributor does not start with a receiver that Tempo no longer has. */
function removed(receivers: readonly Listening[], version: string, isOne: boolean): Statement[] {
  const known = tempoProduct.at(version).receivers;
  return receivers
    .filter(({ receiver }) => !known.includes(receiver))
    .map(({ receiver }) => {
      const problem = `does not start: its configuration lists the receiver ${receiver}, which Tempo ${version} no longer has`;
      // The chart tempo has it by default.
      const fix = isOne ? `set tempo.receivers.${receiver} to null` : `disable traces.${receiver}`;
      return MICROSERVICES_RULES.says('removed-receiver', problem, `${fix}, or pin a chart with an older Tempo`);
    });
}

function onLocalhost({ receiver, host, port }: Listening, version: string | undefined): Statement[] {
  const isLocal = host === '' ? listensOnLocalhost(version) : isLoopback(host);
  if (!isLocal) return [];
  const problem = `listens for ${receiver} on ${host || 'localhost'} only, where other pods cannot reach it`;
  return [MICROSERVICES_RULES.says('localhost-only', problem, `set its endpoint to 0.0.0.0:${port}`)];
}

/** An address of one host, or digits that are no address: a pod cannot listen there. */
function elsewhere({ receiver, host, port }: Listening): Statement[] {
  if (!/^\d[\d.]*$/.test(host) || host === '0.0.0.0' || isLoopback(host)) return [];
  const problem = `does not start: it cannot listen for ${receiver} on ${host}, which is not an address of its pod`;
  return [MICROSERVICES_RULES.says('foreign-address', problem, `set its endpoint to 0.0.0.0:${port}`)];
}

const listensOnLocalhost = (version: string | undefined): boolean =>
  version !== undefined && tempoProduct.at(version).receiverHost === 'localhost';
