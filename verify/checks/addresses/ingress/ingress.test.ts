/** Ingresses, checked against a handwritten Traefik. */
import { grouped } from '../../../../lib/findings/grouped';
import { sentence } from '../../../../lib/findings/sentence';
import { SHOP, smallTraefik } from '../../../../test/small-traefik';
import { worldOf } from '../../../../test/world';
import type { World } from '../../../stack';
import { NOTHING_DECLARED } from '../../../world/declared';
import { checkAddresses } from '../addresses';

const traefik = (...flags: string[]) => `${smallTraefik('--providers.kubernetesingress', ...flags)}---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: traefik}
spec: {controller: traefik.io/ingress-controller}
---${SHOP}`;

const ingress = (annotations = '', spec = '', name = 'shop', service = 'shop') => `
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: ${name}, namespace: shop, annotations: {traefik.ingress.kubernetes.io/router.entrypoints: web${annotations}}}
spec:
  rules: [{host: shop.example.org, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: ${service}, port: {number: 80}}}}]}}]
  ${spec}
`;

/** With the entry point secure, which is port 443 of the Service. */
const secured = (...flags: string[]) =>
  traefik('--entrypoints.secure.address=:8443/tcp', ...flags)
    .replace('ports: [{name: web, containerPort: 8000}', '$&, {name: secure, containerPort: 8443}')
    .replace('targetPort: web}', '$&, {name: secure, port: 443, targetPort: secure}');
/** As the chart writes a redirection: to the port of its Service. */
const toPort = (...flags: string[]) => secured('--entrypoints.web.http.redirections.entrypoint.to=:443', ...flags);
const SECURE_INGRESS = ingress('', '', 'tls').replace('entrypoints: web', 'entrypoints: secure');
const TO_SECURE = '--entrypoints.web.http.redirections.entrypoint.to=secure';

const said = (manifests: string, part: Partial<World> = {}) =>
  grouped(checkAddresses(worldOf(manifests, part)).findings.filter(({ severity }) => severity !== 'note')).map(sentence);

test.each([
  ['the defaults', traefik() + ingress()],
  ['its own class', traefik() + ingress('', 'ingressClassName: traefik')],
  ['its namespace among others', traefik('--providers.kubernetesingress.namespaces=default,shop') + ingress()],
  [
    'a Middleware of its namespace',
    `${traefik()}${ingress(', traefik.ingress.kubernetes.io/router.middlewares: shop-auth@kubernetescrd')}
---
{apiVersion: traefik.io/v1alpha1, kind: Middleware, metadata: {name: auth, namespace: shop}, spec: {}}`,
  ],
  ['annotations that Traefik reads', traefik() + ingress(', traefik.ingress.kubernetes.io/router.Priority: "5"')],
  ['a redirection with a priority', traefik(TO_SECURE, '--entrypoints.web.http.redirections.entrypoint.priority=1') + ingress()],
  ['a redirection to another Ingress', secured(TO_SECURE) + ingress() + SECURE_INGRESS],
  ['a redirection to the port of another Ingress', toPort() + ingress() + SECURE_INGRESS],
  ['a redirection to a port of a load balancer', traefik('--entrypoints.web.http.redirections.entrypoint.to=:443') + ingress()],
  [
    'a redirection to an IngressRoute',
    `${secured(TO_SECURE)}${ingress()}
---
{apiVersion: traefik.io/v1alpha1, kind: IngressRoute, metadata: {name: shop, namespace: shop}, spec: {entryPoints: [secure], routes: [{kind: Rule, match: Host(\`shop.example.org\`)}]}}`,
  ],
  ['the same host twice, with the same Service', traefik() + ingress() + ingress('', '', 'again')],
])('%s pass', (_what, manifests) => {
  expect(said(manifests)).toEqual([]);
});

test.each([
  [traefik('--providers.kubernetesingress=false') + ingress(), 'Traefik reads no Ingress'],
  [
    traefik('--providers.kubernetesingress.namespaces=default') + ingress(),
    'Traefik reads only the namespaces default, and this is in shop',
  ],
  [traefik('--providers.kubernetesingress.ingressclass=internal') + ingress(), 'has no class, and Traefik reads only class internal'],
  [
    traefik('--providers.kubernetesingress.labelselector=public=true') + ingress(),
    'Traefik reads only Ingresses with the label public=true',
  ],
  [
    traefik('--providers.kubernetesingress.labelselector=stage!=dev,public==true') + ingress(),
    'Traefik reads only Ingresses with the label public==true',
  ],
  [
    secured(TO_SECURE) + ingress(),
    'Traefik redirects the requests of its entry point web to secure, where no Ingress has its host; add secure to its entry points',
  ],
  [toPort() + ingress(), 'Traefik redirects the requests of its entry point web to secure, where no Ingress has its host'],
  [
    traefik() + ingress(', traefik.ingress.kubernetes.io/router.priority: high'),
    'router.priority is high, with which Traefik leaves out the Ingress; use a number',
  ],
  [traefik() + ingress(', traefik.ingress.kubernetes.io/router.pathmatcher: Regex'), 'router.pathmatcher is Regex, with which'],
  [
    traefik() + ingress(', traefik.ingress.kubernetes.io/router.middleware: a'),
    'router.middleware is unknown to Traefik, which leaves out the Ingress; use traefik.ingress.kubernetes.io/router.middlewares',
  ],
  [traefik() + ingress('', 'ingressClassName: nginx'), 'has class nginx, which is not one of Traefik; use traefik'],
  [traefik() + ingress(', kubernetes.io/ingress.class: nginx'), 'has class nginx, and Traefik does not read it'],
  [
    traefik() + ingress(', traefik.ingress.kubernetes.io/router.middlewares: shop-auth@kubernetescrd'),
    'names the middleware shop-auth@kubernetescrd',
  ],
  [traefik() + ingress() + ingress('', '', 'other', 'traefik'), 'has the same host and path as Ingress shop (shop.example.org/)'],
  [traefik().replace('targetPort: web', 'targetPort: 9000') + ingress(), 'no Service leads to the entry point web of Traefik'],
  [
    traefik().replace('selector: {app: traefik}', 'selector: {app: traefk}') + ingress(),
    'no Service leads to the entry point web of Traefik',
  ],
  [traefik().replace('spec:\n  template', 'spec:\n  replicas: 0\n  template') + ingress(), 'Deployment traefik: has 0 replicas'],
  [
    traefik().replace('ports: [{name: web', 'readinessProbe: {httpGet: {path: /ping, port: 9001}}\n          ports: [{name: web') +
      ingress(),
    'asks port 9001, on which Traefik does not listen',
  ],
  [
    traefik().replace(
      '      containers:',
      '      initContainers: [{name: wait, image: busybox, command: [sleep, infinity]}]\n      containers:',
    ) + ingress(),
    'never ends (sleep infinity)',
  ],
])('%# is reported', (manifests, text) => {
  expect(said(manifests)).toEqual(expect.arrayContaining([expect.stringContaining(text)]));
});

describe('an Ingress without a class, with several default classes', () => {
  const IS_DEFAULT = 'ingressclass.kubernetes.io/is-default-class: "true"';
  const aClass = (name: string, controller: string) =>
    `\n---\n{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: ${name}, annotations: {${IS_DEFAULT}}}, spec: {controller: ${controller}}}`;
  const own = aClass('traefik', 'traefik.io/ingress-controller');
  const other = aClass('internal', 'traefik.io/ingress-controller');
  const nginx = aClass('nginx', 'k8s.io/ingress-nginx');

  test.each<[string, string]>([
    [
      traefik() + nginx + own + ingress(),
      'nginx and traefik are both the default, of which the API server sets the newest: it then has class nginx, which is not one of Traefik; make only one of them the default',
    ],
    [
      traefik('--providers.kubernetesingress.ingressclass=traefik') + own + other + ingress(),
      'traefik and internal are both the default, of which the API server sets the newest: it then has class internal, and Traefik reads only class traefik; make only one of them the default',
    ],
  ])('may not be read: %#', (manifests, text) => {
    expect(said(manifests)).toEqual([`Ingress shop: has no class, and ${text}`]);
    expect(checkAddresses(worldOf(manifests)).findings.map(({ severity }) => severity)).toContain('warning');
  });

  test.each([traefik() + own + other + ingress(), traefik() + own + nginx + ingress('', 'ingressClassName: traefik')])(
    'is read: %#',
    (manifests) => {
      expect(said(manifests)).toEqual([]);
    },
  );
});

test('the Ingress of the demo has the entry point of the cluster file', () => {
  const part = { declared: { ...NOTHING_DECLARED, demo: { host: 'shop.example.org', entryPoint: 'web' } } };
  const text = (problem: string) => [
    `Ingress shop: ${problem}, but emojivoto.entrypoint of the cluster file is web; annotate it with traefik.ingress.kubernetes.io/router.entrypoints: web`,
  ];
  expect(said(traefik() + ingress(), part)).toEqual([]);
  expect(said(traefik() + ingress(', traefik.ingress.kubernetes.io/router.tls: "true"'), part)).toEqual([
    expect.stringContaining('router.tls makes Traefik serve it by TLS only; remove it'),
  ]);
  expect(said(traefik() + ingress().replace('Prefix', 'Exact'), part)).toEqual([expect.stringContaining('no Ingress has the host')]);
  expect(said(traefik() + ingress().replace('entrypoints: web', "entrypoints: 'web,websecure'"), part)).toEqual([
    expect.stringContaining('Traefik has no entry point websecure'),
  ]);
  expect(said(traefik() + ingress().replace('entrypoints: web', "entrypoints: ''"), part)).toEqual(text('has no entry point'));
  expect(said(traefik('--entrypoints.other.address=:9000') + ingress().replace('entrypoints: web', 'entrypoints: other'), part)).toEqual(
    expect.arrayContaining(text('has the entry point other')),
  );
});

test('a class and a Middleware that the owner of the cluster may define are warnings, unless the Ingress is the one of the demo', () => {
  const severities = (manifests: string, part: Partial<World> = {}) =>
    checkAddresses(worldOf(manifests, part)).findings.flatMap(({ severity }) => (severity === 'note' ? [] : severity));
  const part = { declared: { ...NOTHING_DECLARED, demo: { host: 'shop.example.org', entryPoint: 'web' } } };
  const middleware = traefik() + ingress(', traefik.ingress.kubernetes.io/router.middlewares: shop-auth@kubernetescrd');
  for (const manifests of [traefik() + ingress('', 'ingressClassName: internal'), middleware]) {
    expect(severities(manifests)).toEqual(['warning']);
    expect(severities(manifests, part)).toEqual(['error']);
  }
});

test('the chart may have no Service, which others may have', () => {
  const alone = `${traefik().replace(/kind: Service\nmetadata: {name: traefik/, 'kind: Other\nmetadata: {name: traefik')}${ingress()}`;
  const installed = (enabled: boolean) => ({
    installations: [{ place: { file: 'manifests.yaml' }, values: { service: { enabled } }, chart: { name: 'traefik' } }],
  });
  const without = (enabled: boolean, isOurs = true) => said(alone, { ...installed(enabled), isOurs } as unknown as Partial<World>);
  expect(without(true)).toEqual([]);
  expect(without(false, false)).toEqual([]);
  expect(without(false)).toEqual([expect.stringContaining('no Service leads to the entry point web of Traefik')]);
});

describe('the address in the status of the Ingress of the demo', () => {
  /** @param bundled whether k3s brings Traefik along */
  const judged = (manifests: string, bundled: boolean) => {
    const all = worldOf(manifests).world.objects;
    const objects = all.map((placed) => (placed.object.metadata.name === 'traefik' ? { ...placed, rendered: true } : placed));
    const release = { objects: objects.filter(({ rendered }) => rendered), bundled, place: { file: 'dist/lab/traefik.k8s.yaml' } };
    return said(manifests, {
      ...{ objects, releases: [release] as unknown as World['releases'] },
      declared: { ...NOTHING_DECLARED, demo: { host: 'shop.example.org', entryPoint: 'web' } },
    });
  };

  test('is missing if Traefik is not told where from', () => {
    expect(judged(traefik() + ingress(), false)).toEqual([
      'Ingress shop: Traefik writes no address into its status, so its Application stays Progressing; set providers.kubernetesIngress.publishedService.enabled to true',
    ]);
    const told = '--providers.kubernetesingress.ingressendpoint.publishedservice=traefik/traefik';
    expect(judged(traefik(told) + ingress(), false)).toEqual([]);
  });

  test('is there with k3s, which tells it in values of its own', () => {
    expect(judged(traefik() + ingress(), true)).toEqual([]);
  });
});
