/** Mistakes between an Ingress and Traefik. */
import type { Rule } from '../../../../lib/findings/rules';

export const INGRESS_RULES = {
  'no-such-entry-point': {
    proves: 'each Ingress names entry points that Traefik has',
    example: 'Ingress emojivoto: Traefik has no entry point wbe; use web',
    wayOut: 'Correct the annotation, or add the entry point to Traefik',
  },
  'other-entry-point': {
    proves: 'the Ingress of the demo has the entry point of the cluster file',
    example:
      'Ingress emojivoto: has no entry point, but emojivoto.entrypoint of the cluster file is web; annotate it with traefik.ingress.kubernetes.io/router.entrypoints: web',
    wayOut: 'Run `npm run synth`, or correct emojivoto.entrypoint',
  },
  'hidden-entry-point': {
    proves: 'a Service leads to an entry point of each Ingress',
    example:
      'Ingress emojivoto: no Service leads to the entry point web of Traefik; set ports.web.expose.default, in older charts ports.web.expose, to true',
    wayOut: 'Expose the entry point in the values of Traefik',
  },
  'ingress-not-read': {
    proves: 'Traefik reads each Ingress: its provider is on, for that namespace, class and labels',
    example:
      'Ingress emojivoto: Traefik reads only the namespaces default, and this is in emojivoto; add it to providers.kubernetesIngress.namespaces',
    wayOut: 'Correct providers.kubernetesIngress in the values of Traefik, or the Ingress',
  },
  'router-annotation': {
    proves: 'Traefik can read the annotations of each Ingress',
    example:
      'Ingress shop: annotation traefik.ingress.kubernetes.io/router.priority is high, with which Traefik leaves out the Ingress; use a number',
    wayOut: 'Correct the annotation',
  },
  redirected: {
    proves: 'no Ingress is only on an entry point whose requests Traefik redirects',
    example:
      'Ingress emojivoto: Traefik redirects the requests of its entry point web to websecure, where no Ingress has its host; add websecure to its entry points, or remove the redirection',
    wayOut: 'Add the entry point to the Ingress, or remove the redirection from the values of Traefik',
  },
  'no-ingress-address': {
    proves: 'Traefik writes an address into the status of the Ingress of the demo, which Argo CD waits for',
    example:
      'Ingress emojivoto: Traefik writes no address into its status, so its Application stays Progressing; set providers.kubernetesIngress.publishedService.enabled to true',
    wayOut: 'Set providers.kubernetesIngress.publishedService.enabled to true',
  },
  'no-such-middleware': {
    proves: 'each Ingress names middlewares that exist, because Traefik serves no route with a missing one',
    example:
      'Ingress emojivoto: names the middleware emojivoto-auth@kubernetescrd, which is not among the Middlewares here, and Traefik serves no route with a missing one; create the Middleware, or remove it from the annotation',
    wayOut: 'Correct the annotation router.middlewares, or create the Middleware',
  },
  'same-route': {
    proves: 'no two rules lead the same host and path to different Services',
    example: 'Ingress other: has the same host and path as Ingress emojivoto (emojivoto.example.org/), with another Service; remove one',
    wayOut: 'Remove one of the two rules',
  },
  'demo-image': {
    proves: 'each Deployment of the demo has the image of its release',
    example:
      'Deployment web: has image docker.l5d.io/buoyantio/emojivoto-web:v11 instead of ghcr.io/buoyantio/emojivoto-web:v11, where its images are; run `npm run synth`',
    wayOut: 'Run `npm run synth`',
  },
  'no-ingress': {
    proves: 'an Ingress has the host of the demo and the path /',
    example: 'the demo: no Ingress has the host emojivoto.example.org with path /, so no request reaches it; run `npm run synth`',
    wayOut: 'Run `npm run synth`',
  },
} as const satisfies Record<string, Rule>;
