/** The cluster file for the answers, with comments about what else there is. */
import { linkerdReleases } from '../charts/linkerd/releases';
import { externalSecretsReleases } from '../charts/tempo/credentials/external-secrets-releases';
import { distributedReleases, monolithicReleases } from '../charts/tempo/releases';
import { k3sReleases } from '../charts/traefik/k3s-releases';
import { traefikReleases } from '../charts/traefik/releases';
import { installed } from '../lib/files/own-folder';
import { toYaml } from '../lib/yaml/write';
import { type Answers, NONE } from './questions';

/** The line of an editor, for a file in a folder of the user's. */
export const SCHEMA_LINE = `# yaml-language-server: $schema=../${installed('schema/cluster.json')}`;

/**
 * @param version the release of the chart of Tempo
 * @param traefik the release of the chart of Traefik, if this stack installs it
 * @param output the path of the output in the repository. @default that of `gitops.path`
 */
export function clusterText(answers: Answers, version: string, traefik: string, output?: string): string {
  return [
    `${SCHEMA_LINE}
# Every key is in ${installed('docs/cluster-file.md')}. After a change: npm run synth
domain: ${answers.domain}

gitops:
  repoURL: ${answers['repo-url']} # the repository whose dist/ Argo CD syncs
  # revision: main # default HEAD
${output === undefined ? '' : `  ${toYaml({ path: output }).trimEnd()} # from the root of the repository\n`}  argocd: ${answers.argocd} # the Argo CD in use
`,
    ...registry(answers),
    tempo(answers, version),
    traefikPart(answers, traefik),
    linkerd(answers),
    grafana(answers),
    ...(answers.emojivoto === 'yes' ? [`emojivoto: {} # https://emojivoto.${answers.domain}\n`] : []),
  ].join('\n');
}

/** Only for a closed network. */
function registry({ 'chart-mirror': charts = NONE, 'image-mirror': images = NONE }: Answers): string[] {
  const lines = [
    ...(charts === NONE ? [] : [`  charts: ${charts} # every chart by its name`]),
    ...(images === NONE
      ? []
      : [`  images: ${images} # instead of docker.io and others`, '  # pullSecret: mirror-login # a Secret in the namespace of each pod']),
  ];
  return lines.length === 0 ? [] : [`registry:\n${lines.join('\n')}\n`];
}

function tempo(answers: Answers, version: string): string {
  const { tempo: kind, storage } = answers;
  const isDistributed = kind === 'microservices';
  const { tempo: product } = (isDistributed ? distributedReleases : monolithicReleases).at(version);
  const key = isDistributed ? 'chart' : 'monolithic';
  return `tempo:
  ${key}: ${version}
  receivers: [${receivers(answers).join(', ')}]
${STORAGE[storage ?? '']?.(answers) ?? ''}${
  isDistributed && product.kafka && answers.kafka !== NONE
    ? `  kafka:\n    address: ${answers.kafka}\n    partitions: 3\n`
    : '  persistence: # for traces that are not in the storage yet\n    size: 10Gi\n    # storageClass: longhorn # default that of the cluster\n'
}  # retention: 336h # default that of the chart
  # metricsGenerator: # the service map in Grafana; also set grafana.prometheus
  #   remoteWrite: http://prometheus-operated.monitoring:9090/api/v1/write
`;
}

/** Those that the senders of this cluster use, and OTLP for applications. */
function receivers(answers: Answers): string[] {
  const { traefik, linkerd = NONE, 'traefik-version': version = '' } = answers;
  const ingress =
    traefik === 'k3s' ? k3sReleases.find(version).release : traefik === 'values' ? traefikReleases.find(version).release : undefined;
  const mesh = linkerd === NONE ? undefined : linkerdReleases.find(linkerd).release;
  return [
    ...['otlp-grpc', 'otlp-http'],
    ...(ingress?.traefik.protocol === 'Zipkin' ? ['zipkin'] : []),
    ...(mesh?.exports === 'opencensus' ? ['opencensus'] : []),
  ];
}

const STORAGE: Readonly<Record<string, (answers: Answers) => string>> = {
  s3: (answers) => `  storage:
    bucket: ${answers.bucket}
${answers.endpoint ? `    endpoint: ${answers.endpoint}\n` : ''}${answers.region ? `    region: ${answers.region}\n` : ''}${
  answers.http === 'yes' ? '    insecure: true # plain HTTP\n' : ''
}${answers.server === 'other' ? '' : `    server: ${answers.server}\n`}${s3Credentials(answers)}`,
  gcs: ({ bucket }) => `  storage:
    gcs:
      bucket: ${bucket}
  credentials: # or identity, without a key
    serviceAccountKey: # a Secret in namespace tracing with the key of a service account
      secret: gcs
      key: key.json
`,
  azure: ({ account, bucket }) => `  storage:
    azure:
      account: ${account}
      container: ${bucket}
  credentials: # or identity, without a key
    accountKey: # a Secret in namespace tracing with a key of the account
      secret: azure
      key: account-key
`,
  local: () => '  storage:\n    local: {} # on the volume below\n',
};

const s3Credentials = ({ credentials, store }: Answers): string =>
  credentials === 'external-secret'
    ? `  credentials:
    externalSecret:
      store: ${store} # a ClusterSecretStore
      operator: ${externalSecretsReleases.newest} # the External Secrets operator in use
      key: tempo/s3
      accessKeyId: accessKeyId # the properties of that key
      secretAccessKey: secretAccessKey
`
    : `  credentials: # or sealedSecret, externalSecret, identity
    existing: {} # a Secret that you create: npm run -s secret
`;

function traefikPart({ traefik, 'traefik-version': version, 'loki-url': loki }: Answers, newest: string): string {
  if (traefik === NONE) return '# traefik: {} # not configured\n';
  const sampling = `  # sampleRate: 0.1 # default 1, every request${loki && loki !== NONE ? ', so that each log line has its trace' : ''}\n`;
  if (traefik === 'k3s') return `traefik:\n  k3s: ${version} # the k3s in use, which bundles Traefik\n${sampling}`;
  if (traefik === 'values')
    return `traefik:\n  chart: ${version} # the release in use, installed elsewhere with dist/<cluster>/values/traefik.yaml\n${sampling}`;
  return `traefik:\n  chart: ${newest}\n  via: release # this stack installs it\n${sampling}`;
}

function linkerd({ linkerd: version, 'linkerd-issuer': issuer }: Answers): string {
  if (version === NONE) return '# linkerd: {} # no mesh\n';
  return `linkerd:\n  version: ${version} # the release in use\n${issuer ? `  webhookIssuer: ${issuer} # a cert-manager ClusterIssuer\n` : ''}`;
}

function grafana({ grafana: via, 'loki-url': loki }: Answers): string {
  if (via === NONE) return '# grafana: {} # not configured\n';
  const logs =
    loki === NONE
      ? '  # loki: # links log lines and traces\n  #   url: http://loki-gateway.logging.svc.cluster.local\n'
      : `  loki:\n    url: ${loki}\n`;
  return `grafana:\n  via: ${via}\n  # namespace: monitoring # default\n${logs}`;
}
