/** A base for tests: what a cluster file needs, without its domain and bucket. */
export const BASE = `gitops: { repoURL: "https://git.example.org/tracing.git", argocd: 3.5 }
tempo:
  chart: 2.26.2
  receivers: [otlp-grpc, otlp-http]
  storage: { endpoint: "s3.example.org", region: eu }
  credentials: { existing: {} }
  persistence: { size: 10Gi }
  values: { querier: { replicas: 2 } }
`;
