/** Volumes of pods. */
import type { Mistake } from '../mistake';
import { claimSpec } from './claims';
import { type Field, type Format, formed, noSteps, oneOfOrEmpty, required, requiredFormed, within } from './field';
import { FILE_PATH, LABEL, SUBDOMAIN } from './formats';
import { quantityMistakes } from './quantity';
import { labelMap } from './selectors';
import { duplicates, repeated } from './unique';
import { OF_FILES, podField, resourceField } from './variables';

export const volumeMistakes = (volumes: readonly Field[]): Mistake[] => [
  ...duplicates(volumes, 'name'),
  ...volumes.flatMap((volume) => [
    ...requiredFormed(volume.at('name'), 'invalid-container-name', LABEL),
    ...oneSource(volume, 'volume-source'),
    ...Object.entries(SOURCES).flatMap(([name, mistakes]) => (volume.at(name).isSet ? mistakes(volume.at(name)) : [])),
  ]),
];

/** More than one source. A volume without any is an emptyDir. */
function oneSource(volume: Field, rule: Mistake['rule']): Mistake[] {
  const sources = volume.entries().flatMap(([name]) => (name === 'name' ? [] : [name]));
  return sources.length < 2 ? [] : [volume.refused(rule, `has ${sources.join(' and ')}`, 'keep one of them')];
}

const SOURCES: Readonly<Record<string, (source: Field) => Mistake[]>> = {
  configMap: (source) => [...required(source.at('name')), ...files(source)],
  secret: (source) => [...required(source.at('secretName')), ...files(source)],
  downwardAPI: (source) => [...mode(source.at('defaultMode')), ...source.items('items').flatMap(podFile)],
  emptyDir: (source) => quantityMistakes(source.at('sizeLimit')),
  ephemeral: (source) => [
    ...required(source.at('volumeClaimTemplate')),
    ...(source.at('volumeClaimTemplate').isSet ? claimTemplate(source.at('volumeClaimTemplate')) : []),
  ],
  hostPath: (source) => [
    ...required(source.at('path')),
    ...noSteps(source.at('path')),
    ...oneOfOrEmpty(source.at('type'), 'invalid-value', HOST_PATHS),
  ],
  nfs: (source) => [...required(source.at('server')), ...required(source.at('path')), ...absolute(source.at('path'))],
  persistentVolumeClaim: (source) => required(source.at('claimName')),
  projected,
  csi: (source) => [...required(source.at('driver')), ...formed(source.at('driver'), 'invalid-reference', DRIVER)],
};

const DRIVER: Format = { ...SUBDOMAIN, isValid: (text) => text.length <= 63 && SUBDOMAIN.isValid(text.toLowerCase()) };

const claimTemplate = (template: Field): Mistake[] => [...labelMap(template.at('metadata', 'labels')), ...claimSpec(template.at('spec'))];

const HOST_PATHS = ['DirectoryOrCreate', 'Directory', 'FileOrCreate', 'File', 'Socket', 'CharDevice', 'BlockDevice'];

/** The mode of a file. YAML reads 0644 as octal; 644 without the zero is another mode. */
const mode = (field: Field): Mistake[] =>
  field.number === undefined || (field.number >= 0 && field.number <= 0o777)
    ? []
    : [field.refused('out-of-range', `is ${field.number}, but must be 0 to 0777`, 'use an octal mode such as 0644')];

/** The files that a volume creates from keys. */
const files = (source: Field): Mistake[] => [
  ...mode(source.at('defaultMode')),
  ...source
    .items('items')
    .flatMap((item) => [
      ...required(item.at('key')),
      ...requiredFormed(item.at('path'), 'invalid-path', FILE_PATH),
      ...mode(item.at('mode')),
    ]),
];

/** A file with a field of the pod. */
function podFile(item: Field): Mistake[] {
  const [field, resource] = [item.at('fieldRef'), item.at('resourceFieldRef')];
  return [
    ...requiredFormed(item.at('path'), 'invalid-path', FILE_PATH),
    ...mode(item.at('mode')),
    ...(field.isSet === resource.isSet
      ? [
          item.refused(
            'volume-source',
            field.isSet ? 'has fieldRef and resourceFieldRef' : 'names no source',
            'use one of fieldRef, resourceFieldRef',
          ),
        ]
      : []),
    ...(field.isSet ? podField(field, OF_FILES) : []),
    ...(resource.isSet && !field.isSet ? [...required(resource.at('containerName')), ...resourceField(resource)] : []),
  ];
}

function projected(volume: Field): Mistake[] {
  const sources = volume.items('sources');
  const paths = sources.flatMap((source) => [
    ...['configMap', 'secret', 'downwardAPI'].flatMap((name) => source.items(name, 'items')),
    ...[source.at('clusterTrustBundle')],
  ]);
  return [
    ...mode(volume.at('defaultMode')),
    ...sources.flatMap((source) => [...oneSource(source, 'volume-source'), ...projection(source)]),
    ...repeated(paths, (item) => item.at('path').text).map(({ key, item }) =>
      item.at('path').refused('duplicate-name', `${JSON.stringify(key)} is used twice in this volume`, 'rename or remove one of them'),
    ),
  ];
}

function projection(source: Field): Mistake[] {
  const token = source.at('serviceAccountToken');
  return [
    ...['configMap', 'secret'].flatMap((name) =>
      source.at(name).isSet ? [...required(source.at(name, 'name')), ...files(source.at(name))] : [],
    ),
    ...source.items('downwardAPI', 'items').flatMap(podFile),
    ...(token.isSet
      ? [...requiredFormed(token.at('path'), 'invalid-path', FILE_PATH), ...within(token.at('expirationSeconds'), 600, 2 ** 32)]
      : []),
  ];
}

const absolute = (path: Field): Mistake[] =>
  path.text === undefined || path.text.startsWith('/')
    ? []
    : [path.refused('invalid-path', `is ${path.printed}, which does not start with /`, 'use the full path')];
