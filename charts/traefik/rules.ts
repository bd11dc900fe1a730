/** Mistakes in Traefik's part of the cluster file. */
import { RuleSet } from '../../lib/findings/rules';

export const TRAEFIK_RULES = new RuleSet('traefik', 'the release of Traefik supports what the cluster file describes', {
  'sample-rate-ignored': {
    proves: 'the chart passes the sample rate to Traefik',
    example:
      'traefik.sampleRate: traefik.chart (line 12) 32.1.1 ignores it, and Traefik samples every request; pin traefik.chart 33.2.0 or newer, or remove it',
    wayOut: 'Pin a newer chart, or remove traefik.sampleRate',
  },
  'sample-rate-zero': {
    proves: 'the chart passes a sample rate of 0 to Traefik',
    example:
      'traefik.sampleRate: traefik.chart (line 12) 27.0.2 drops 0, and Traefik then samples every request; use a small share such as 0.001, or remove traefik',
    wayOut: 'Use a small share, or remove traefik',
  },
  'static-file': {
    proves: 'your own Helm values mount no file with a static configuration, with which Traefik would ignore all flags',
    example:
      'traefik.values.additionalVolumeMounts.mountPath: mounts a file with a static configuration of Traefik, which then ignores all flags, such as those for traces; mount it elsewhere if it is a dynamic configuration; else set everything by values and remove it',
    wayOut: 'Set everything by values. A dynamic configuration needs another folder or name',
  },
  'static-folder': {
    proves: 'no volume is mounted where it may contain a static configuration of Traefik',
    example:
      'traefik.values.volumes.mountPath: if this volume has traefik.toml, traefik.yaml or traefik.yml, Traefik ignores all flags, such as those for traces; mount a dynamic configuration elsewhere',
    wayOut: 'Mount it at another path. If it has none of these files, do nothing',
  },
  'no-gateway': {
    proves: 'Traefik serves HTTPRoutes, if the demo has one',
    example:
      'traefik.chart: 27.0.2 does not serve HTTPRoutes of Gateway API v1, which emojivoto.route (line 20) needs; pin 30.1.0 or newer, or use route: ingress',
    wayOut: 'Pin a release with a Traefik that does, or use `ingress`',
  },
  'route-not-served': {
    proves: 'your own Helm values let the Gateway of Traefik serve the route of the demo',
    example:
      'traefik.values.providers.kubernetesGateway.namespaces: lacks emojivoto, which emojivoto.route (line 20) needs; add emojivoto, or remove it',
    wayOut: 'Add the namespace, or use a host that covers that of the demo',
  },
  'listener-port': {
    proves: 'each listener of the Gateway has the port of an entry point',
    example:
      'traefik.values.gateway.listeners.web.port: is 9999, which is the port of no entry point in ports, so the chart does not render; use one of 8080, 8000, 8443 and 9100',
    wayOut: 'Use the port of an entry point',
  },
  'no-entry-point': {
    proves: 'Traefik has the entry point of the demo, if all its values are known',
    example:
      'emojivoto.entrypoint: traefik.chart (line 20) 39.0.6 has no entry point web2; use web, or add web2 to ports in traefik.values',
    wayOut: 'Use an entry point that Traefik has, or add it to `traefik.values`',
  },
  'hidden-entry-point': {
    proves: 'a Service of the chart leads to the entry point of the demo, if all values of Traefik are known',
    example:
      'emojivoto.entrypoint: no Service of the chart leads to the entry point internal of traefik (line 19); set ports.internal.expose.default, in older charts ports.internal.expose, to true in traefik.values, or use another one',
    wayOut: 'Expose the entry point in `traefik.values`, or use another one. Accept the warning if a Service of your own leads there',
  },
  'no-listener': {
    proves: 'the Gateway of Traefik has a listener for the entry point of the demo',
    example:
      'emojivoto.entrypoint: the Gateway of Traefik has no listener websecure for emojivoto.route (line 20), because a listener with TLS needs a certificate; set gateway.listeners.websecure in traefik.values, with port, protocol: HTTPS and certificateRefs, or use web',
    wayOut: 'Add the listener to `traefik.values`, or use an entry point without TLS',
  },
  'no-trace-id': {
    proves: 'the access log of Traefik contains the trace id',
    example:
      'traefik.chart: 34.0.0 logs no trace id, so no log line links to its trace, which grafana.loki (line 20) is for; use 34.3.0, or remove grafana.loki',
    wayOut: 'Use a release that logs the trace id',
  },
  'unsampled-links': {
    proves: 'log lines of requests that are not sampled do not link to a trace',
    example:
      'traefik.sampleRate: about 10% of the links from log lines lead to a trace: Traefik 3.7.11 logs a trace id for every request, and grafana.loki (line 39) links each of them, sampled or not; use 1, remove grafana.loki, or link from its OTLP access log, which marks what is sampled (docs/operations.md)',
    wayOut: 'Use a sample rate of 1, or link from the OTLP access log',
  },
  'foreign-context': {
    proves: 'everything behind Traefik joins the trace that Traefik logs',
    example:
      'traefik: Traefik 2.11.2 does not read an incoming traceparent, and forwards it beside its own B3 headers, so a service behind it may join another trace than the one that it logs; remove that header in front of Traefik (docs/operations.md)',
    wayOut: 'Remove the header in front of Traefik, or use Traefik 3',
  },
  'no-service-monitor': {
    proves: 'the chart of Traefik has a ServiceMonitor for monitoring',
    example: 'monitoring: traefik.chart (line 20) 10.24.0 has no ServiceMonitor, so Traefik is not on the dashboard; pin 20.4.0 or newer',
    wayOut: 'Pin a release of the chart that has one, or accept that the dashboard only shows Tempo',
  },
  'no-collector': {
    proves: 'Traefik can send its spans to the collector',
    example:
      'traefik.collector: traefik.chart (line 12) 27.0.2 has Traefik 2.11.2, which sends no OTLP; pin traefik.chart 28.0.0 or newer, or remove it',
    wayOut: 'Pin a release with Traefik 3, or remove traefik.collector',
  },
  'collector-port': {
    proves: 'the port of the collector is not the usual one of the other protocol',
    example:
      'traefik.collector.endpoint: 4317 is the usual port of otlp-grpc, not of otlp-http; set traefik.collector.protocol, or use 4318',
    wayOut: 'Set the protocol that the collector receives on this port',
  },
  'no-resource-attributes': {
    proves: 'the spans of Traefik have the attributes of the cluster file',
    example:
      'traefik.resourceAttributes: traefik.chart (line 12) 27.0.2 has Traefik 2.11.2, whose spans have no attributes of their service; pin traefik.chart 28.0.0 or newer, or remove it',
    wayOut: 'Pin a release with Traefik 3, or remove traefik.resourceAttributes',
  },
  'service-name-twice': {
    proves: 'the name of the service is set once',
    example: 'traefik.resourceAttributes.service.name: is the name of the service; set traefik.serviceName instead',
    wayOut: 'Set traefik.serviceName',
  },
  'not-injected': {
    proves: 'Traefik is in the mesh of Linkerd if its values ask for it',
    example:
      'traefik.values.deployment.podAnnotations.linkerd.io/inject: has no effect, because Linkerd injects no proxy into pods with traefik.values.hostNetwork (line 14); remove one of the two',
    wayOut: 'Remove the annotation, or `hostNetwork`',
  },
  'unknown-flag': {
    proves: 'Traefik knows each flag of traefik.values, and starts with it',
    example: 'traefik.values.additionalArguments: has the flag --pilot.dashboard of Traefik 2, so Traefik 3 does not start; remove it',
    wayOut: 'Correct the flag, or remove it',
  },
  'same-port': {
    proves: 'no two entry points of Traefik have the same port',
    example:
      'traefik.values.ports.web.port: the entry points traefik and web both listen on TCP port 8080, so Traefik does not start; use another port',
    wayOut: 'Use another port for one of them',
  },
  'installed-by-k3s': {
    proves: 'no key configures the installation of a Traefik that k3s installs',
    example: 'traefik.via: does not apply with traefik.k3s (line 13): k3s installs its Traefik itself, in kube-system; remove it',
    wayOut: 'Remove the key',
  },
});
