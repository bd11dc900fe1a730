/** A container of a pod, as its manifest says. */
import { at, listAt, mapAt, textAt, textFrom } from '../../../lib/yaml/parsed';

export interface Container {
  readonly name: string;
  readonly image: string;
  /** Replaces the entry point of the image; empty without one. */
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly variables: readonly unknown[];
  readonly variablesFrom: readonly unknown[];
  readonly ports: readonly { readonly name?: string; readonly number: number }[];
  readonly mounts: readonly { readonly volume: string; readonly path: string; readonly subPath?: string; readonly readOnly: boolean }[];
  readonly limits: Readonly<Record<string, unknown>>;
  readonly requests: Readonly<Record<string, unknown>>;
  readonly startup: unknown;
  readonly readiness: unknown;
  readonly liveness: unknown;
  readonly security: Readonly<Record<string, unknown>>;
  readonly workingDir?: string;
}

export const containerOf = (source: unknown): Container => ({
  name: textAt(source, 'name') ?? '',
  image: textAt(source, 'image') ?? '',
  command: listAt(source, 'command').map(textFrom),
  args: listAt(source, 'args').map(textFrom),
  variables: listAt(source, 'env'),
  variablesFrom: listAt(source, 'envFrom'),
  ports: listAt(source, 'ports').map((port) => ({ name: textAt(port, 'name'), number: Number(at(port, 'containerPort')) })),
  mounts: listAt(source, 'volumeMounts').map((mount) => ({
    volume: textAt(mount, 'name') ?? '',
    path: textAt(mount, 'mountPath') ?? '',
    subPath: textAt(mount, 'subPath'),
    readOnly: at(mount, 'readOnly') === true,
  })),
  limits: mapAt(source, 'resources', 'limits'),
  requests: mapAt(source, 'resources', 'requests'),
  startup: at(source, 'startupProbe'),
  readiness: at(source, 'readinessProbe'),
  liveness: at(source, 'livenessProbe'),
  security: mapAt(source, 'securityContext'),
  workingDir: textAt(source, 'workingDir'),
});
