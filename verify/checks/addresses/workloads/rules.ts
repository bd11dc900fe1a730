/** Mistakes that keep the workload behind a Service from running. */
import type { Rule } from '../../../../lib/findings/rules';

export const WORKLOAD_RULES = {
  'missing-component': {
    proves: 'Tempo and Traefik run if they are in the cluster file',
    example: 'Traefik: is in the cluster file, but nothing here installs or configures it; run `npm run synth`',
    wayOut: 'Run `npm run synth`, or remove the value that turns it off',
  },
  'no-tenant': {
    proves: 'everything that sends to Tempo or queries it names a tenant, if Tempo has multitenancy on',
    example:
      'Grafana (data source Tempo): sends queries to http://tempo.tracing:3200, but Tempo has multitenancy on and refuses queries without a tenant; add the header X-Scope-OrgID',
    wayOut: 'Add the header X-Scope-OrgID, or turn multitenancy off',
  },
  'no-replicas': {
    proves: 'every workload on the path of a trace has a replica',
    example:
      'Traefik (--tracing.zipkin.httpendpoint): sends spans to http://tempo.tracing:9411/api/v2/spans, but Deployment tempo has 0 replicas; use 1 or more',
    wayOut: 'Use 1 or more replicas',
  },
  'endless-init': {
    proves: 'every init container ends',
    example: 'Deployment tempo (init container wait): never ends (sleep infinity), so the pod does not start; remove it',
    wayOut: 'Correct its command, or remove the container',
  },
  'never-starts': {
    proves: 'every container can start',
    example: 'Deployment tempo (container tempo): has a memory limit of 64m, in which nothing runs; use 64Mi',
    wayOut: 'Correct the user, the memory or the command',
  },
  'unknown-flag': {
    proves: 'no flag of Traefik is misspelled, unknown, or one of another version',
    example:
      'Deployment traefik (container traefik): has the flag --acesslog, which Traefik does not know, so it does not start; use --accesslog',
    wayOut: 'Correct the flag',
  },
  'flag-value': {
    proves: 'switches and addresses of entry points in the flags of Traefik have a value that it reads',
    example:
      'Deployment traefik (container traefik): has the flag --api.dashboard=yes, with which Traefik does not start; use true or false',
    wayOut: 'Correct the value',
  },
  'same-port': {
    proves: 'no two entry points of Traefik have the same port',
    example:
      'Deployment traefik (container traefik): the entry points traefik and web both listen on TCP port 8080, so Traefik does not start; use another port for web, such as in ports.web.port of the chart',
    wayOut: 'Use another port for one of them',
  },
  'other-program': {
    proves: 'the containers of Traefik run Traefik',
    example: 'Deployment traefik (container traefik): runs sleep instead of Traefik; remove the command',
    wayOut: 'Remove the command, or correct the image',
  },
  'no-cluster-dns': {
    proves: 'everything that sends traces or works together finds Services by name',
    example:
      'Deployment traefik (container traefik): uses the DNS of its node (dnsPolicy ClusterFirst with hostNetwork), which knows no Service; use dnsPolicy: ClusterFirstWithHostNet',
    wayOut: 'Use the dnsPolicy that the message names',
  },
  'wrong-probe': {
    proves: 'each probe asks a port and path that the process serves',
    example: 'Deployment tempo (readinessProbe of container tempo): asks port 3100, on which Tempo does not listen; use 3200',
    wayOut: 'Correct the probe',
  },
} as const satisfies Record<string, Rule>;
