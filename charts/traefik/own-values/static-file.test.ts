import { saidOfValues } from '../fixture';

const errors = (values: string, pin = 'chart: 41.3.0') => saidOfValues(pin, values);
const mounted = (mount: string, volume: string) =>
  `additionalVolumeMounts: [{name: config, ${mount}}], deployment: {additionalVolumes: [{name: config, ${volume}}]}`;
const CONFIG_MAP = 'configMap: {name: mine}';

const STATIC =
  'mounts a file with a static configuration of Traefik, which then ignores all flags, such as those for traces; mount it elsewhere if it is a dynamic configuration; else set everything by values and remove it';

test.each([
  mounted('mountPath: /etc/traefik/traefik.yaml, subPath: traefik.yaml', CONFIG_MAP),
  mounted('mountPath: /etc/traefik/traefik.toml, subPath: a', 'secret: {secretName: mine}'),
  mounted('mountPath: /traefik.yml, subPath: a', CONFIG_MAP),
  mounted('mountPath: /etc/traefik/', 'configMap: {name: mine, items: [{key: a, path: traefik.yml}]}'),
  mounted('mountPath: /etc/traefik', 'projected: {sources: [{secret: {name: mine, items: [{key: a, path: traefik.yaml}]}}]}'),
])('a static configuration is refused: %s', (values) => {
  expect(errors(values)).toEqual([expect.stringContaining(`traefik.values.additionalVolumeMounts.mountPath: ${STATIC}`)]);
});

test.each(['chart: 10.0.0', 'k3s: 1.24.17', 'k3s: 1.36.4'])('at every release: %s', (pin) => {
  expect(errors('volumes: [{name: a, mountPath: /etc/traefik/traefik.yaml, type: configMap}]', pin)).toEqual([
    expect.stringContaining(`traefik.values.volumes.mountPath: ${STATIC}`),
  ]);
});

test.each([
  mounted('mountPath: /etc/traefik/dynamic', CONFIG_MAP),
  mounted('mountPath: /config/traefik.yaml, subPath: traefik.yaml', CONFIG_MAP),
  mounted('mountPath: /etc/traefik', 'configMap: {name: mine, items: [{key: a, path: dynamic.yaml}]}'),
  mounted('mountPath: /etc/traefik', 'emptyDir: {}'),
  'volumes: [{name: config, mountPath: /config, type: configMap}]',
])('another file is not: %s', (values) => {
  expect([
    ...errors(values),
    ...saidOfValues('chart: 41.3.0', values, 'note').filter((text) => text.includes('ignores all flags')),
  ]).toEqual([]);
});

test('a folder where one may be is a note', () => {
  expect(saidOfValues('chart: 41.3.0', 'volumes: [{name: a, mountPath: /etc/traefik, type: configMap}]', 'note')).toContainEqual(
    expect.stringContaining(
      'traefik.values.volumes.mountPath: if this volume has traefik.toml, traefik.yaml or traefik.yml, Traefik ignores all flags, such as those for traces; mount a dynamic configuration elsewhere',
    ),
  );
});
