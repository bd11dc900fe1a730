/** Checks that Traefik reads each Ingress: provider, namespace, class, labels, middlewares, and no second rule for the same path. */
import { error, type Finding, type Statement, warning } from '../../../../lib/findings/finding';
import { listed } from '../../../../lib/findings/listed';
import { RUN_SYNTH } from '../../../../lib/findings/run-synth';
import { at, listAt, mapAt, textAt } from '../../../../lib/yaml/parsed';
import type { Manifest, Placed, World } from '../../../stack';
import { hasSection, INGRESS_PROVIDER, type TraefikProcess, traefiksIn } from '../../../uses/traefik';
import { bundledObjects } from '../../../world/installed-elsewhere';
import { aboutObject, annotationOf, groupOf } from '../../../world/kubernetes';
import { missingLabel } from '../../../world/label-selector';
import type { Lookup } from '../../../world/lookup';
import { isOfDemo } from '../emojivoto';
import { ADDRESSES_RULES } from '../rules';
import { checkIngressAnnotations } from './annotations';
import { checkRedirects } from './redirects';
import { checkRoutes } from './routes';

const isIngress = ({ object }: Placed): boolean => object.kind === 'Ingress' && groupOf(object) === 'networking.k8s.io';

export function checkIngresses(world: World, lookup: Lookup): Finding[] {
  const traefiks = traefiksIn(lookup).filter(({ staticFile }) => staticFile === undefined);
  const ingresses = world.objects.filter((placed) => isIngress(placed) && isForTraefik(placed, world));
  return [
    ...ingresses.flatMap((placed) => [...(traefiks.length === 0 ? [] : unread(placed, traefiks, world)), ...middlewares(placed, world)]),
    ...checkRoutes(ingresses, world),
    ...checkIngressAnnotations(ingresses, world),
    ...checkRedirects(ingresses, traefiks, world, lookup),
    ...withoutAddress(ingresses, traefiks, world),
    ...noIngress(world),
  ];
}

/** Ours, or one with annotations of Traefik. Others may be for another controller. */
const isForTraefik = ({ object, rendered }: Placed, { isOurs }: World): boolean =>
  (isOurs && !rendered) || Object.keys(at(object.metadata, 'annotations') ?? {}).some((name) => name.startsWith(PREFIX));

const PREFIX = 'traefik.ingress.kubernetes.io/';
const CLASS = 'kubernetes.io/ingress.class';
const CONTROLLER = 'traefik.io/ingress-controller';

/** Why no Traefik reads an Ingress. */
function unread({ object, namespace, place }: Placed, traefiks: readonly TraefikProcess[], world: World): Finding[] {
  const reasons = traefiks.map(({ flags }) => reasonAgainst(object, namespace, flags, world));
  const [reason] = reasons;
  if (!reason || !reasons.every(Boolean)) return [];
  return [(reason.isSure || isOfDemo(object, world) ? error : warning)(place, reason.statement, aboutObject(object))];
}

/** Why a Traefik does not read an Ingress. */
interface Reason {
  readonly statement: Statement;
  /** Whether nothing outside of these manifests can change it. */
  readonly isSure: boolean;
}

function reasonAgainst(object: Manifest, namespace = '', flags: TraefikProcess['flags'], world: World): Reason | undefined {
  const says: Says = (problem, fix, isSure = true) => ({
    statement: ADDRESSES_RULES.says('ingress-not-read', problem, fix),
    isSure,
  });
  if (!hasSection(flags, INGRESS_PROVIDER)) return says('Traefik reads no Ingress', 'set providers.kubernetesIngress.enabled to true');
  const namespaces = (flags.get(`${INGRESS_PROVIDER}.namespaces`) ?? '').split(',').flatMap((name) => name.trim() || []);
  if (namespaces.length > 0 && !namespaces.includes(namespace))
    return says(
      `Traefik reads only the namespaces ${namespaces.join(', ')}, and this is in ${namespace}`,
      'add it to providers.kubernetesIngress.namespaces',
    );
  const label = missingLabel(flags.get(`${INGRESS_PROVIDER}.labelselector`) ?? '', mapAt(object.metadata, 'labels'));
  if (label !== undefined) return says(`Traefik reads only Ingresses with the label ${label}`, 'add it');
  return otherClass(object, flags.get(`${INGRESS_PROVIDER}.ingressclass`) ?? '', world, says);
}

type Says = (problem: string, fix: string, isSure?: boolean) => Reason;

/** As Traefik decides in shouldProcessIngress of its provider, after the API server has set the default class. */
function otherClass(object: Manifest, wanted: string, { objects }: World, says: Says): Reason | undefined {
  const classes = objects.flatMap((placed) => (placed.object.kind === 'IngressClass' ? placed.object : []));
  const annotated = annotationOf(object, CLASS);
  const named = textAt(object, 'spec', 'ingressClassName');
  const defaults = classes.filter((each) => annotationOf(each, 'ingressclass.kubernetes.io/is-default-class') === 'true');
  const names = named !== undefined ? [named] : annotated === undefined ? defaults.map(({ metadata }) => metadata.name) : [];
  if (names.length > 0) {
    const [reason] = names.flatMap((name) => foreignClass(name, wanted, classes, says) ?? []);
    if (!reason || names.length === 1) return reason;
    // The newest one (plugin/pkg/admission/network/defaultingressclass/admission.go).
    const problem = `has no class, and ${listed(names)} are ${names.length === 2 ? 'both' : 'all'} the default, of which the API server sets the newest: it then ${reason.statement.problem}`;
    return says(problem, 'make only one of them the default', false);
  }
  if (annotated === (wanted || undefined) || (wanted === '' && ['', 'traefik'].includes(annotated ?? ''))) return undefined;
  return says(
    annotated === undefined
      ? `has no class, and Traefik reads only class ${wanted}`
      : `has class ${annotated}, and Traefik does not read it`,
    wanted ? `use ${wanted}` : 'remove the annotation',
  );
}

/** Why Traefik does not read a class. */
function foreignClass(name: string, wanted: string, classes: readonly Manifest[], says: Says): Reason | undefined {
  if (wanted !== '' && name !== wanted) return says(`has class ${name}, and Traefik reads only class ${wanted}`, `use ${wanted}`);
  const own = classes.filter((each) => textAt(each, 'spec', 'controller') === CONTROLLER).map(({ metadata }) => metadata.name);
  // A class may be defined elsewhere; one named otherwise than Traefik's own is not Traefik's.
  const isKnown = own.includes(name) || (own.length === 0 && (name === wanted || /traefik/i.test(name)));
  if (isKnown) return undefined;
  const isHere = classes.some(({ metadata }) => metadata.name === name);
  return says(`has class ${name}, which is not one of Traefik`, own[0] ? `use ${own[0]}` : 'remove it', isHere);
}

/** Middlewares that do not exist. */
function middlewares({ object, place }: Placed, world: World): Finding[] {
  const { objects } = world;
  const named = (annotationOf(object, `${PREFIX}router.middlewares`) ?? '').split(',').flatMap((name) => name.trim() || []);
  const known = objects
    .filter((other) => other.object.kind === 'Middleware' && groupOf(other.object).startsWith('traefik.'))
    .map((other) => `${other.namespace}-${other.object.metadata.name}@kubernetescrd`);
  return named
    .filter((name) => !known.includes(name) && (!name.includes('@') || name.endsWith('@kubernetescrd')))
    .map((name) => {
      const problem = name.includes('@')
        ? `names the middleware ${name}, which is not among the Middlewares here, and Traefik serves no route with a missing one`
        : `names the middleware ${name} without its provider, and Traefik serves no route with a missing one`;
      const fix = name.includes('@') ? 'create the Middleware, or remove it from the annotation' : `use <namespace>-${name}@kubernetescrd`;
      return (isOfDemo(object, world) || !name.includes('@') ? error : warning)(
        place,
        ADDRESSES_RULES.says('no-such-middleware', problem, fix),
        aboutObject(object),
      );
    });
}

/** Argo CD waits for an address in the status of the demo's Ingress, which Traefik writes only if it is told where from. */
function withoutAddress(ingresses: readonly Placed[], traefiks: readonly TraefikProcess[], world: World): Finding[] {
  // k3s tells its Traefik in values of its own.
  const bundled = bundledObjects(world.releases);
  const isTold = traefiks.some(
    ({ flags, pod }) =>
      bundled.has(pod.placed) || [...flags.keys()].some((name) => name.startsWith(`${INGRESS_PROVIDER}.ingressendpoint.`)),
  );
  if (!traefiks.some(({ pod }) => pod.placed.rendered) || isTold) return [];
  const statement = ADDRESSES_RULES.says(
    'no-ingress-address',
    'Traefik writes no address into its status, so its Application stays Progressing',
    'set providers.kubernetesIngress.publishedService.enabled to true',
  );
  return ingresses
    .filter(({ object }) => isOfDemo(object, world))
    .map(({ object, place }) => warning(place, statement, aboutObject(object)));
}

/** The Ingress that the cluster file promises. */
function noIngress({ objects, declared: { demo }, folder }: World): Finding[] {
  const serves = (placed: Placed) =>
    isIngress(placed) &&
    listAt(placed.object, 'spec', 'rules').some(
      (rule) =>
        textAt(rule, 'host') === demo?.host &&
        listAt(rule, 'http', 'paths').some((path) => textAt(path, 'path') === '/' && textAt(path, 'pathType') !== 'Exact'),
    );
  if (!demo || demo.route === 'gateway' || objects.some(serves)) return [];
  const problem = `no Ingress has the host ${demo.host} with path /, so no request reaches it`;
  return [error({ file: folder }, ADDRESSES_RULES.says('no-ingress', problem, RUN_SYNTH), { subject: 'the demo' })];
}
