/** The environment of a container. */
import { cpus, totalmem } from 'node:os';
import { bytesOf } from '../../../lib/kubernetes/quantity';
import { at, mapAt, textAt } from '../../../lib/yaml/parsed';
import type { Container } from './container-spec';
import { NODE_ADDRESS, NODE_NAME } from './network';
import type { Objects } from './objects';
import type { Pod } from './pod';

export type Variables = Readonly<Record<string, string>>;

/**
 * The variables of a container, in the order of the manifest: a later one may refer to an earlier one.
 * @throws Error if a Secret, a ConfigMap or a key of it does not exist and is not optional
 */
export function variablesOf(pod: Pod, container: Container, objects: Objects): Variables {
  const variables: Record<string, string> = {};
  for (const source of container.variablesFrom) {
    const prefix = textAt(source, 'prefix') ?? '';
    for (const [key, value] of Object.entries(allOf(pod, source, objects))) variables[prefix + key] = value.toString();
  }
  for (const variable of container.variables) {
    const value = settingOf(pod, container, variable, objects);
    if (value !== undefined) variables[textAt(variable, 'name') ?? ''] = expanded(value, variables);
  }
  return variables;
}

/** `$(NAME)` in arguments and values is the value of a variable, unless there is none; `$$(NAME)` stands for itself. */
export const expanded = (text: string, variables: Variables): string =>
  text.replace(/\$\$|\$\(([-._A-Za-z0-9]+)\)/g, (whole, name) => (whole === '$$' ? '$' : (variables[name] ?? whole)));

function allOf(pod: Pod, source: unknown, objects: Objects): Readonly<Record<string, Buffer>> {
  const [kind, ref] = at(source, 'secretRef')
    ? (['Secret', at(source, 'secretRef')] as const)
    : (['ConfigMap', at(source, 'configMapRef')] as const);
  const name = textAt(ref, 'name') ?? '';
  if (at(ref, 'optional') === true && !objects.find(kind, pod.namespace, name)) return {};
  return objects.dataOf(kind, pod.namespace, name);
}

function settingOf(pod: Pod, container: Container, variable: unknown, objects: Objects): string | undefined {
  const from = mapAt(variable, 'valueFrom');
  if (from.secretKeyRef) return ofKey(pod, 'Secret', from.secretKeyRef, objects);
  if (from.configMapKeyRef) return ofKey(pod, 'ConfigMap', from.configMapKeyRef, objects);
  if (from.fieldRef) return fieldOf(pod, textAt(from.fieldRef, 'fieldPath') ?? '');
  if (from.resourceFieldRef) return resourceOf(container, from.resourceFieldRef);
  return textAt(variable, 'value') ?? '';
}

function ofKey(pod: Pod, kind: 'ConfigMap' | 'Secret', ref: unknown, objects: Objects): string | undefined {
  const [name = '', key = ''] = [textAt(ref, 'name'), textAt(ref, 'key')];
  const isOptional = at(ref, 'optional') === true;
  if (isOptional && !objects.find(kind, pod.namespace, name)) return undefined;
  const value = objects.dataOf(kind, pod.namespace, name)[key];
  if (value === undefined && !isOptional) throw new Error(`no key ${key} in ${kind} ${name} in ${pod.namespace}`);
  return value?.toString();
}

/** A field of the pod. @throws Error for one that a pod does not offer */
function fieldOf(pod: Pod, field: string): string {
  const known: Record<string, string> = {
    'metadata.name': pod.name,
    'metadata.namespace': pod.namespace,
    'metadata.uid': `uid-${pod.name}`,
    'spec.nodeName': NODE_NAME,
    'spec.serviceAccountName': textAt(pod.spec, 'serviceAccountName') ?? 'default',
    'status.hostIP': NODE_ADDRESS,
    'status.podIP': pod.address,
    'status.podIPs': pod.address,
  };
  const [, of, key = ''] = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(field) ?? [];
  const value = of === undefined ? known[field] : (pod[of as 'labels' | 'annotations'][key] ?? '');
  if (value === undefined) throw new Error(`no field ${field} in a pod`);
  return value;
}

/** A resource of the container, rounded up to the divisor; without a limit, what the machine has. */
function resourceOf({ limits, requests }: Container, ref: unknown): string {
  const [of, resource = ''] = (textAt(ref, 'resource') ?? '').split(/\.(.*)/);
  const machine = { cpu: String(cpus().length), memory: String(totalmem()) }[resource];
  const value = textAt(of === 'requests' ? requests : limits, resource) ?? machine ?? '0';
  const divisor = amountOf(textAt(ref, 'divisor') ?? '1') || 1;
  return String(Math.ceil(amountOf(value) / divisor));
}

const amountOf = (quantity: string): number => bytesOf(quantity) ?? 0;
