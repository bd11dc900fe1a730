/** Mounts and devices of containers. */
import { isMap } from '../../../../lib/yaml/parsed';
import type { Mistake } from '../mistake';
import { type Field, formed, noSteps, oneOf, required } from './field';
import { RELATIVE_PATH } from './formats';
import { duplicates } from './unique';

/** @param volumes the volumes of the pod by their names */
export function mountsAndDevices(container: Field, volumes: ReadonlyMap<string, Field>): Mistake[] {
  const [mounts, devices] = [container.items('volumeMounts'), container.items('volumeDevices')];
  const devicePaths = new Set(devices.flatMap((device) => device.at('devicePath').text ?? []));
  const deviceNames = new Set(devices.flatMap((device) => device.at('name').text ?? []));
  const isPrivileged = container.at('securityContext', 'privileged').value === true;
  return [
    ...[...mounts, ...devices].flatMap((mount) => unknownVolume(mount, volumes)),
    ...duplicates(mounts, 'mountPath'),
    ...duplicates(devices, 'devicePath'),
    ...duplicates(devices, 'name'),
    ...mounts.flatMap((mount) => [
      ...required(mount.at('mountPath')),
      ...pathMistakes(mount),
      ...propagation(mount, isPrivileged),
      ...clash(mount, 'mountPath', devicePaths),
      ...clash(mount, 'name', deviceNames),
    ]),
    ...devices.flatMap((device) => [
      ...required(device.at('devicePath')),
      ...noSteps(device.at('devicePath')),
      ...blockMode(device, volumes),
    ]),
  ];
}

function unknownVolume(mount: Field, volumes: ReadonlyMap<string, Field>): Mistake[] {
  const name = mount.at('name');
  if (typeof name.value === 'string' && volumes.has(name.value)) return [];
  return [name.refused('no-such-volume', `is ${name.printed}, which is not a volume of the pod`, 'add it to volumes')];
}

function pathMistakes(mount: Field): Mistake[] {
  const [path, expression] = [mount.at('subPath'), mount.at('subPathExpr')];
  return [
    ...formed(path, 'invalid-path', RELATIVE_PATH),
    ...formed(expression, 'invalid-path', RELATIVE_PATH),
    ...(path.text && expression.text ? [expression.refused('conflicting-fields', 'is set beside subPath', 'remove one of the two')] : []),
  ];
}

function propagation(mount: Field, isPrivileged: boolean): Mistake[] {
  const [field, recursive] = [mount.at('mountPropagation'), mount.at('recursiveReadOnly')];
  const isRecursive = recursive.text === 'Enabled' || recursive.text === 'IfPossible';
  return [
    ...oneOf(field, 'invalid-value', ['None', 'HostToContainer', 'Bidirectional']),
    ...(field.text === 'Bidirectional' && !isPrivileged
      ? [field.refused('conflicting-fields', 'is Bidirectional in a container that is not privileged', 'use HostToContainer')]
      : []),
    ...oneOf(recursive, 'invalid-value', ['Disabled', 'Enabled', 'IfPossible']),
    ...(isRecursive && mount.at('readOnly').value !== true
      ? [recursive.refused('conflicting-fields', 'is set, but readOnly is not', 'add readOnly: true')]
      : []),
  ];
}

const clash = (mount: Field, name: string, taken: ReadonlySet<string>): Mistake[] =>
  taken.has(mount.at(name).text ?? '')
    ? [
        mount
          .at(name)
          .refused('duplicate-name', `is ${mount.at(name).printed}, which volumeDevices has too`, 'rename or remove one of them'),
      ]
    : [];

/** Only claims can be block devices. */
function blockMode(device: Field, volumes: ReadonlyMap<string, Field>): Mistake[] {
  const volume = volumes.get(device.at('name').text ?? '');
  if (!volume || !isMap(volume.value) || volume.at('persistentVolumeClaim').isSet || volume.at('ephemeral').isSet) return [];
  return [
    device.at('name').refused('conflicting-fields', `is ${device.at('name').printed}, which is not a claim`, 'mount it in volumeMounts'),
  ];
}
