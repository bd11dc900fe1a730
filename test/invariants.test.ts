/** Invariants of the whole output, of each cluster and of all clusters in one Argo CD. */
import { load } from 'js-yaml';
import { readSources } from '../lib/cluster-file/sources';
import { synthesize } from '../synthesis/synthesize';
import { addressesIn, show } from './addresses';
import { CREDENTIALS, objectsIn, ofComponent, type TestObject } from './synthesis';

const sources = readSources('test/clusters', []);
const clusters = sources.map((source) => ({ source, synthesis: synthesize([source], CREDENTIALS) }));

const idOf = ({ apiVersion, kind, metadata }: TestObject): string =>
  [apiVersion.split('/').slice(0, -1).join(), kind, metadata.namespace, metadata.name].join(' ');
const kindOf = ({ apiVersion, kind }: { apiVersion: string; kind: string }): string =>
  `${apiVersion.includes('/') ? apiVersion.split('/')[0] : ''}/${kind}`;
const repeated = (values: string[]): string[] => values.filter((value, index) => values.indexOf(value) !== index);

/** The files that an Application includes, without folder and extension. */
const filesOf = ({ spec }: TestObject): string[] =>
  (spec.sources ?? [spec.source]).flatMap(
    ({ directory }: { directory?: { include: string } }) => directory?.include.replace(/[{}]|\.k8s\.yaml/g, '').split(',') ?? [],
  );

/** The paths of all nulls in an object. */
function nulls(value: unknown, path: string): string[] {
  if (value === null) return [path];
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, child]) => nulls(child, `${path}.${key}`));
}

describe.each(clusters)('cluster $source.name', ({ source, synthesis }) => {
  const objects = objectsIn(synthesis);
  const applications = objects.filter(({ kind }) => kind === 'Application');
  const projects = objects.filter(({ kind }) => kind === 'AppProject');
  const tempo = ofComponent(synthesis, 'Application', 'tempo');
  const root = applications.find(({ metadata }) => metadata.name === `${source.name}-tracing`);
  const config = load(source.text) as {
    tempo: { monolithic?: string; receivers: string[]; storage: { endpoint?: string }; kafka?: { address: string } };
    grafana?: { loki?: { url: string } };
  };
  /** Tempo's values, for every way to install it. */
  const tempoValues: string =
    tempo.spec.sources[0].helm?.values ??
    objects.find(({ kind, metadata }) => kind === 'HelmChart' && metadata.name === 'tempo')?.spec.valuesContent;

  test('names each object once, and explicitly', () => {
    expect(repeated(objects.map(idOf))).toEqual([]);
    expect(objects.filter(({ metadata }) => !metadata.name || /[A-Z]/.test(metadata.name)).map(idOf)).toEqual([]);
  });

  test('contains no null outside Helm values', () => {
    expect(objects.flatMap((object) => nulls(object, idOf(object)))).toEqual([]);
  });

  test('uses only addresses that the output provides or the cluster file declares', () => {
    const namespace = tempo.spec.destination.namespace;
    const queryPort = source.name === 'full' ? 3100 : 3200;
    const ports: Record<string, number> = { 'otlp-grpc': 4317, 'otlp-http': 4318, zipkin: 9411, opencensus: 55678 };
    const [query, distributor] = config.tempo.monolithic ? ['tempo', 'tempo'] : ['tempo-query-frontend', 'tempo-distributor'];
    const offered = [
      `${query}.${namespace}:${queryPort}`,
      ...config.tempo.receivers.map((name) => `${distributor}.${namespace}:${ports[name]}`),
      'web-svc.emojivoto:80',
    ];
    const declared = [
      config.tempo.storage.endpoint,
      ...addressesIn(config.grafana?.loki?.url ?? '').map(show),
      ...addressesIn(source.text).map(show),
    ];

    const backends = objects
      .filter(({ kind }) => kind === 'Ingress')
      .map(({ metadata, spec }) => {
        const { service } = spec.rules[0].http.paths[0].backend;
        return { file: 'emojivoto.k8s.yaml', address: `${service.name}.${metadata.namespace}:${service.port.number}` };
      });
    const used = [...synthesis.files]
      .flatMap(([file, text]) => addressesIn(text).map((address) => ({ file, address: show(address) })))
      .concat(backends);

    expect(used.filter(({ address }) => ![...offered, ...declared].includes(address))).toEqual([]);
    if (config.grafana) expect(used.map(({ address }) => address)).toContain(offered[0]);
  });

  test('reads only Secret keys that the output creates or the cluster file declares', () => {
    const made = objects.flatMap(({ kind, metadata, spec, stringData }) => {
      const keys =
        kind === 'SealedSecret'
          ? Object.keys(spec.encryptedData)
          : kind === 'ExternalSecret'
            ? spec.data.map((item: { secretKey: string }) => item.secretKey)
            : kind === 'Secret'
              ? Object.keys(stringData ?? {})
              : [];
      const name = kind === 'ExternalSecret' ? spec.target.name : metadata.name;
      return keys.map((key: string) => `${metadata.namespace}/${name}/${key}`);
    });
    const read = [...tempoValues.matchAll(/name: (\S+)\n\s+key: (\S+)/g)].map(
      ([, name, key]) => `${tempo.spec.destination.namespace}/${name}/${key}`,
    );
    const mounted = objects
      .filter(({ kind }) => kind === 'Job')
      .flatMap(({ metadata, spec }) =>
        spec.template.spec.volumes.map(
          (volume: { secret?: { secretName: string } }) => volume.secret && `${metadata.namespace}/${volume.secret.secretName}`,
        ),
      )
      .filter((name): name is string => name !== undefined);
    const declared = /adminSecret: (\S+)/.exec(source.text)?.[1];

    if (tempoValues.includes('access_key')) expect(read.length).toBeGreaterThan(1);
    expect(read.filter((key) => !made.includes(key))).toEqual([]);
    expect(mounted.filter((secret) => !made.some((key) => key.startsWith(`${secret}/`)) && !secret.endsWith(`/${declared}`))).toEqual([]);
  });

  test('permits by its AppProject every source, kind and destination of each Application', () => {
    const violations: string[] = [];
    for (const application of applications) {
      const project = projects.find(({ metadata }) => metadata.name === application.spec.project)?.spec;
      const cluster = new Set(
        project.clusterResourceWhitelist.map(({ group, kind }: { group: string; kind: string }) => `${group}/${kind}`),
      );
      const namespaced = new Set(
        project.namespaceResourceWhitelist.map(({ group, kind }: { group: string; kind: string }) => `${group}/${kind}`),
      );
      const destinations = new Set(project.destinations.map(({ namespace }: { namespace: string }) => namespace));
      if (!destinations.has(application.spec.destination.namespace))
        violations.push(`${application.metadata.name}: ${application.spec.destination.namespace}`);
      for (const { repoURL, directory } of application.spec.sources ?? [application.spec.source]) {
        if (!project.sourceRepos.includes(repoURL)) violations.push(`${application.metadata.name}: ${repoURL}`);
        const names: string[] = (directory?.include ?? '')
          .replace(/[{}]|\.k8s\.yaml/g, '')
          .split(',')
          .filter(Boolean);
        for (const object of names.flatMap((name) => objectsIn(synthesis, `${name}.k8s.yaml`))) {
          const { namespace } = object.metadata;
          if (!(namespace ? namespaced : cluster).has(kindOf(object))) violations.push(`${application.metadata.name}: ${idOf(object)}`);
          if (namespace && !destinations.has(namespace)) violations.push(`${application.metadata.name}: ${idOf(object)}`);
        }
      }
    }
    expect(violations).toEqual([]);
  });

  test('syncs every manifest by exactly one Application, and the bootstrap by none', () => {
    const included = applications.flatMap(filesOf);
    const written = [...synthesis.files.keys()]
      .filter((file) => file.endsWith('.k8s.yaml'))
      .map((file) => file.split('/')[1]?.replace('.k8s.yaml', ''));

    expect([...included].sort()).toEqual(written.filter((name) => name !== 'bootstrap').sort());
  });

  test('lets no sync wait for the health of an Application', () => {
    const waves = applications.flatMap(({ metadata }) => metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? []);

    expect(waves).toEqual([]);
    expect(applications.flatMap(({ spec }) => spec.syncPolicy.syncOptions).filter((option) => option.startsWith('PruneLast'))).toEqual([]);
  });

  test('lets no sync wait for a Job or an Ingress: each is in the last wave of its Application', () => {
    const waveOf = ({ metadata }: TestObject) => Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0);
    const beforeTheLast = applications.flatMap((application) => {
      const own = filesOf(application).flatMap((name) => objectsIn(synthesis, `${name}.k8s.yaml`));
      // Charts and kustomizations have no waves: their objects are in wave 0.
      return own.filter((object) => ['Job', 'Ingress'].includes(object.kind) && waveOf(object) < Math.max(0, ...own.map(waveOf)));
    });

    expect(beforeTheLast.map(idOf)).toEqual([]);
  });

  test('keeps objects with data, and the root deletes nothing', () => {
    const namespaces = objects.filter(({ kind }) => kind === 'Namespace');

    expect(
      namespaces.filter(({ metadata }) => metadata.annotations?.['argocd.argoproj.io/sync-options'] !== 'Prune=false,Delete=false'),
    ).toEqual([]);
    expect(root?.metadata).not.toHaveProperty('finalizers');
  });
});

test('two clusters in one Argo CD share no object', () => {
  const ids = clusters.flatMap(({ synthesis }) =>
    objectsIn(synthesis, 'bootstrap.k8s.yaml').concat(objectsIn(synthesis, 'applications.k8s.yaml')).map(idOf),
  );

  expect(repeated(ids)).toEqual([]);
});

test('the same input gives the same bytes', () => {
  expect([...synthesize(sources, CREDENTIALS).files]).toEqual(clusters.flatMap(({ synthesis }) => [...synthesis.files]));
});
