/** The text of a usual cluster file, around the component that is tried. */

/** @param gitops further keys of `gitops` */
export const clusterText = (tempo: string, more = '', gitops = ''): string =>
  `domain: lab.example.org\ngitops: { repoURL: "https://git.example.org/lab.git", argocd: 3.2${gitops && `, ${gitops}`} }\ntempo:\n${tempo}${more}`;

/** An S3 server in the cluster, with keys from a Secret that exists. */
export const USUAL_STORAGE = `  storage: { bucket: traces, endpoint: "minio.storage.svc.cluster.local:9000", insecure: true }
  credentials: { existing: {} }
`;

export const USUAL_RECEIVERS = '  receivers: [otlp-grpc, otlp-http, zipkin]\n';

export const KAFKA = '  kafka: { address: "kafka.kafka.svc:9092", partitions: 3 }\n';
