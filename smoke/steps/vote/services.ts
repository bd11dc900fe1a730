/** The services in the trace of a vote, and those that should be in it. */
import type { Trace } from '../../read/tempo';
import { SMOKE_RULES } from '../../rules';
import type { Vote } from '../../stack';
import { type Cause, ok, type Verdict } from '../../step';

/** The service of the proxies of Linkerd's Jaeger extension. From 2.19 on, it has the name of the workload. */
const PROXY = 'linkerd-proxy';

/** The service that the demo's web server calls itself. */
const WEB = 'web';

/** The services that should be in the trace. */
const expectedServices = ({ traefik, demoSendsSpans, mesh }: Vote): string[] => [
  traefik.serviceName,
  ...(demoSendsSpans ? [WEB] : []),
  ...(mesh?.usesExtension ? [PROXY] : []),
];

export function judgeServices(vote: Vote, trace: Trace): Verdict {
  const { traefik, demoSendsSpans, mesh, demoNamespace } = vote;
  const services = [...new Set(trace.spans.map(({ service }) => service))];
  const missing = expectedServices(vote).filter((service) => !services.includes(service));
  const seen = `the trace has spans of ${services.join(', ')}`;
  const restart = `kubectl rollout restart -n ${demoNamespace} deployment`;
  const cause = (problem: string, fix: string): Cause => ({
    subject: 'vote',
    statement: SMOKE_RULES.says('missing-service', problem, fix),
  });
  if (missing.includes(traefik.serviceName)) {
    const problem = `${seen}, and none of ${traefik.serviceName}, whose log line has its id`;
    return { verdict: 'failed', causes: [cause(problem, `see the log of Traefik in namespace ${traefik.namespace} for its exporter`)] };
  }
  if (services.length === 1 && (demoSendsSpans || mesh)) {
    const others = [...(demoSendsSpans ? ['the demo'] : []), ...(mesh ? [`Linkerd ${mesh.version}`] : [])].join(' and ');
    const problem = `${seen} alone, but ${others} should be in it too`;
    return { verdict: 'failed', causes: [cause(problem, `restart the pods that started before the injector: ${restart}`)] };
  }
  if (missing.length === 0) return ok(seen);
  const warning = { ...cause(`${seen}, but none of ${missing.join(', ')}`, `restart its pods: ${restart}`), isWarning: true };
  return { verdict: 'ok', seen, warnings: [warning] };
}
