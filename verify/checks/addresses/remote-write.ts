/** Whether Prometheus takes the metrics of Tempo, which its address does not tell. */
import { REMOTE_WRITE_RECEIVER, writesToPrometheus } from '../../../charts/tempo/metrics-generator/remote-write';
import { at, listAt, textAt } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import { addressOf, type Use } from '../../uses/use';
import { groupOf } from '../../world/kubernetes';
import type { Lookup } from '../../world/lookup';

/** The uses for which nothing in the manifests shows it, one phrase per item. */
export function unprovenReceivers(uses: readonly Use[], world: World, lookup: Lookup): string[] {
  const unproven = uses.filter((use) => use.to === 'Prometheus' && writesToPrometheus(use.address) && !isReceiver(use, world, lookup));
  return [
    ...new Set(
      unproven.map(
        ({ from, what, address }) => `${from} sends ${what} to ${address}: no ${REMOTE_WRITE_RECEIVER.flag} of Prometheus is here`,
      ),
    ),
  ];
}

/** Whether a Prometheus in the namespace of the address takes remote write: as an object of its operator, or as a process. */
function isReceiver({ address, placed }: Use, { objects }: World, { pods }: Lookup): boolean {
  const namespace = addressOf(address)?.host.split('.')[1] ?? placed.namespace;
  const { flag, field } = REMOTE_WRITE_RECEIVER;
  const isOn = (value: string | undefined) => value === undefined || value === '' || value === 'true';
  return (
    objects.some(
      ({ object, namespace: own }) =>
        own === namespace &&
        object.kind === 'Prometheus' &&
        groupOf(object) === 'monitoring.coreos.com' &&
        (at(object, 'spec', field) === true ||
          listAt(object, 'spec', 'additionalArgs').some(
            (argument) => `--${textAt(argument, 'name')}` === flag && isOn(textAt(argument, 'value')),
          )),
    ) ||
    pods.some(
      ({ placed: { namespace: own }, containers }) =>
        own === namespace && containers.some(({ args }) => args.some((arg) => arg === flag || arg === `${flag}=true`)),
    )
  );
}
