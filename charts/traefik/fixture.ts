/** A cluster file with a Traefik and values of the user's own, for tests. */
import { said, synthesizeText } from '../../test/synthesis';

/** The findings of one severity. @param pin `chart: 39.0.6`, `k3s: 1.36.4` */
export const saidOfValues = (pin: string, values: string, severity = 'error'): string[] =>
  said(
    synthesizeText(`domain: example.org
gitops: {repoURL: "https://git.example.org/tracing.git", argocd: 3.5}
tempo:
  monolithic: 2.2.4
  receivers: [otlp-grpc, otlp-http, zipkin]
  storage: {bucket: traces, endpoint: s3.example.org}
  credentials: {existing: {}}
  persistence: {}
traefik:
  ${pin}
  values: {${values}}
`),
    severity,
  );
