/** The facts of operators in the CustomResourceDefinitions of their charts. */
import type { ArgoCdRelease } from '../../../charts/argocd/releases';
import type { ExternalSecretsRelease } from '../../../charts/tempo/credentials/external-secrets-releases';
import { at, listAt, mapAt, type Path, textAt } from '../../../lib/yaml/parsed';
import { type Reading, type Sighting, sighting } from './fact';

type Definition = unknown;

/** @param name `applications.argoproj.io` */
const definitionIn = (view: Parameters<Reading<object>>[1], name: string): Definition =>
  view.release.objects.find(({ object: { kind, metadata } }) => kind === 'CustomResourceDefinition' && metadata.name === name)?.object;

const versionsIn = (definition: Definition): readonly unknown[] => listAt(definition, 'spec', 'versions');

/** The properties below the path, where `[]` are the items of a list. */
function propertiesAt(version: unknown, ...keys: string[]): Readonly<Record<string, unknown>> {
  const path: Path = keys.flatMap((key) => (key === '[]' ? ['items'] : ['properties', key]));
  return mapAt(version, 'schema', 'openAPIV3Schema', ...path, 'properties');
}

const absent = (name: string): Sighting[] => [sighting('rendered', name, undefined, 'all objects')];

export const argoCdFacts: Reading<ArgoCdRelease> = ({ retryRefresh, clusterResourceNames }, view) => {
  const [applications, projects] = ['applications', 'appprojects'].map((kind) => definitionIn(view, `${kind}.argoproj.io`));
  if (!applications || !projects) return absent('its CustomResourceDefinitions');
  const retry = propertiesAt(versionsIn(applications)[0], 'spec', 'syncPolicy', 'retry');
  const whitelist = propertiesAt(versionsIn(projects)[0], 'spec', 'clusterResourceWhitelist', '[]');
  return [
    sighting('retryRefresh', retryRefresh, 'refresh' in retry, 'applications.argoproj.io, spec.syncPolicy.retry.refresh'),
    sighting(
      'clusterResourceNames',
      clusterResourceNames,
      'name' in whitelist,
      'appprojects.argoproj.io, spec.clusterResourceWhitelist[].name',
    ),
  ];
};

export const externalSecretsFacts: Reading<ExternalSecretsRelease> = ({ apiVersion, served, remoteRef }, view) => {
  const name = 'externalsecrets.external-secrets.io';
  const definition = definitionIn(view, name);
  if (!definition) return absent(`CustomResourceDefinition ${name}`);
  const group = textAt(definition, 'spec', 'group');
  const nameOf = (version: unknown) => `${group}/${textAt(version, 'name')}`;
  const own = versionsIn(definition).filter((version) => at(version, 'served') === true);
  const used = own.find((version) => nameOf(version) === apiVersion);
  const fields = propertiesAt(used, 'spec', 'data', '[]', 'remoteRef');
  const defaults = Object.entries(fields).flatMap(([field, schema]) => {
    const value = textAt(schema, 'default');
    return value === undefined ? [] : [`${field}: ${value}`];
  });
  const listed = Object.entries(remoteRef).map(([field, value]) => `${field}: ${value}`);
  return [
    sighting('served', [...served].sort().join(', '), own.map(nameOf).sort().join(', '), `${name}, spec.versions`),
    sighting('apiVersion', apiVersion, used ? apiVersion : own.map(nameOf).join(', '), `${name}, spec.versions`),
    sighting('remoteRef', listed.sort().join(', '), defaults.sort().join(', '), `${name}, spec.data[].remoteRef`),
  ];
};
