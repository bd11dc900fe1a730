/** A cluster file with a Traefik, for tests. */
import type { Synthesis } from '../../synthesis/cluster-output';
import { said, synthesizeText } from '../../test/synthesis';

/** @param rest the key `traefik`, from line 9 on, and further ones */
export const synthesizeTraefik = (rest: string): Synthesis =>
  synthesizeText(`domain: example.org
gitops: {repoURL: "https://git.example.org/tracing.git", argocd: 3.5}
tempo:
  monolithic: 2.2.4
  receivers: [otlp-grpc, otlp-http, zipkin]
  storage: {bucket: traces, endpoint: s3.example.org}
  credentials: {existing: {}}
  persistence: {}
${rest}
`);

/** The findings of one severity about values of the user's own. @param pin `chart: 39.0.6`, `k3s: 1.36.4` */
export const saidOfValues = (pin: string, values: string, severity = 'error'): string[] =>
  said(synthesizeTraefik(`traefik:\n  ${pin}\n  values: {${values}}`), severity);
