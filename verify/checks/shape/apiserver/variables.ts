/** Environment variables, and what they refer to. */
import type { Mistake } from '../mistake';
import { type Field, type Format, formed, required, requiredFormed, type Surroundings, setAmong } from './field';
import { DATA_KEY, LABEL_KEY, STRICT_VARIABLE, SUBDOMAIN, VARIABLE } from './formats';
import { quantityMistakes, quantityOf } from './quantity';
import { mergedByKey, repeated } from './unique';

/** The API server forgives a hyphen at the end of these names. */
const TRAILING: Format = { ...SUBDOMAIN, isValid: (text) => SUBDOMAIN.isValid(text.replace(/.-$/, 'a')) };

/** Kubernetes 1.32 is the first with relaxed names. */
const nameFormat = ({ minor }: Surroundings) => (minor >= 32 ? VARIABLE : STRICT_VARIABLE);

export function variables(container: Field, surroundings: Surroundings): Mistake[] {
  const all = container.items('env');
  const same = repeated(all, (variable) => variable.at('name').text);
  return [
    ...mergedByKey('duplicate-variable', same, 'name', surroundings.isServerSide, 'the last one counts'),
    ...all.flatMap((variable) => [
      ...requiredFormed(variable.at('name'), 'invalid-variable', nameFormat(surroundings)),
      ...sourceMistakes(variable),
    ]),
    ...container
      .items('envFrom')
      .flatMap((source) => [
        ...formed(source.at('prefix'), 'invalid-variable', nameFormat(surroundings)),
        ...oneSource(source, ['configMapRef', 'secretRef']),
        ...['configMapRef', 'secretRef'].flatMap((name) =>
          source.at(name).isSet ? requiredFormed(source.at(name, 'name'), 'invalid-reference', TRAILING) : [],
        ),
      ]),
  ];
}

const SOURCES = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];

function sourceMistakes(variable: Field): Mistake[] {
  const from = variable.at('valueFrom');
  if (!from.isSet) return [];
  if (variable.at('value').text !== undefined) return [from.refused('variable-source', 'is set beside value', 'remove one of the two')];
  return [
    ...oneSource(from, SOURCES),
    ...['configMapKeyRef', 'secretKeyRef'].flatMap((name) =>
      from.at(name).isSet
        ? [
            ...requiredFormed(from.at(name, 'name'), 'invalid-reference', SUBDOMAIN),
            ...requiredFormed(from.at(name, 'key'), 'invalid-key', DATA_KEY),
          ]
        : [],
    ),
    ...(from.at('fieldRef').isSet ? podField(from.at('fieldRef'), OF_VARIABLES) : []),
    ...(from.at('resourceFieldRef').isSet ? resourceField(from.at('resourceFieldRef')) : []),
  ];
}

function oneSource(parent: Field, known: readonly string[]): Mistake[] {
  const set = setAmong(parent, known);
  if (set.length === 1) return [];
  if (set.length === 0) return [parent.refused('variable-source', 'names no source', `add one of ${known.join(', ')}`)];
  return [parent.refused('variable-source', `has ${set.join(' and ')}`, 'keep one of them')];
}

const OF_BOTH = ['metadata.name', 'metadata.namespace', 'metadata.uid'];
const OF_VARIABLES = [
  ...OF_BOTH,
  ...['spec.nodeName', 'spec.serviceAccountName', 'spec.host', 'status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs'],
];
export const OF_FILES = [...OF_BOTH, 'metadata.labels', 'metadata.annotations'];

/** A field of the pod, as the value of a variable or a file. */
export function podField(reference: Field, known: readonly string[]): Mistake[] {
  const path = reference.at('fieldPath');
  const version = reference.at('apiVersion');
  const wrongVersion = version.text && version.text !== 'v1' ? [version.refused('invalid-value', `is ${version.printed}`, 'use v1')] : [];
  if (path.text === undefined) return [...wrongVersion, ...required(path)];
  const [, map, key = ''] = /^(metadata\.(?:labels|annotations))\['(.*)'\]$/s.exec(path.text) ?? [];
  const isValid = map ? LABEL_KEY.isValid(map.endsWith('annotations') ? key.toLowerCase() : key) : known.includes(path.text);
  if (isValid) return wrongVersion;
  const fix = `use one of ${known.join(', ')}, metadata.labels['key'], metadata.annotations['key']`;
  return [...wrongVersion, path.refused('invalid-value', `is ${path.printed}, which is not a field that can be used here`, fix)];
}

const RESOURCES = ['limits', 'requests'].flatMap((part) => ['cpu', 'memory', 'ephemeral-storage'].map((name) => `${part}.${name}`));
const UNITS = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

/** A request or limit of a container, as the value of a variable or a file. */
export function resourceField(reference: Field): Mistake[] {
  const [resource, divisor] = [reference.at('resource'), reference.at('divisor')];
  if (resource.text === undefined) return required(resource);
  if (!RESOURCES.includes(resource.text) && !/^(limits|requests)\.hugepages-/.test(resource.text))
    return [resource.refused('unknown-resource', `is ${resource.printed}`, `use one of ${RESOURCES.join(', ')}`)];
  const wrong = quantityMistakes(divisor);
  const quantity = quantityOf(divisor.value);
  if (wrong.length > 0 || quantity === undefined || quantity === 0n) return wrong;
  const isBinary = String(divisor.value).trim().endsWith('i');
  const units = resource.text.endsWith('.cpu') ? ['1', '1m'] : UNITS.filter((unit) => unit === '1' || unit.endsWith('i') === isBinary);
  if (units.some((unit) => quantityOf(unit) === quantity)) return [];
  return [divisor.refused('invalid-value', `is ${divisor.printed}`, `use one of ${units.join(', ')}`)];
}
