/** Labels and annotations of the cluster file, for everything that the stack consists of. */
import * as z from 'zod';
import { text } from '../../lib/cluster-file/formats/format';
import { labelValue } from '../../lib/cluster-file/formats/kubernetes';
import { plainLine } from '../../lib/cluster-file/formats/texts';
import { lazyObject } from '../../lib/cluster-file/schema/lazy';
import { LABEL_KEY } from '../../lib/kubernetes/labels';

/** Prefixes whose keys mean something to Kubernetes, Argo CD, Helm, k3s, Linkerd, cert-manager or Azure. */
const PREFIXES =
  '([^/]+\\.)?(kubernetes\\.io|k8s\\.io|argoproj\\.io|helm\\.sh|cattle\\.io|linkerd\\.io|cert-manager\\.io|workload\\.identity)/';

/** Labels by which charts of the stack select pods, and by which Prometheus and Grafana select objects. */
const LABELS = '(app|chart|component|heritage|monitoring|name|release|version|grafana_dashboard|grafana_datasource)$';

/** Labels without a prefix of Kubernetes: those of a Job must be its name and its UID, and controllers set the others. */
const OF_KUBERNETES = '(job-name|controller-uid|pod-template-hash|controller-revision-hash|pod-template-generation)$';

/** Annotations that charts of the stack set, or by which a cloud grants an identity. */
const ANNOTATIONS = '(checksum|storage|prometheus\\.io|eks\\.amazonaws\\.com|iam\\.gke\\.io)/';

/** A key that nothing in the stack uses. @param used the beginning of a regular expression for the others */
function freeKey(used: string, example: string, use: string) {
  const isUsed = new RegExp(`^(${used})`);
  return text({
    ...LABEL_KEY,
    pattern: new RegExp(`^(?!${used})${LABEL_KEY.pattern.source.slice(1)}`),
    example,
    explain: (key) =>
      isUsed.test(key) ? { problem: `${key} is a key that ${use}`, fix: `use a prefix of your own, e.g. ${example}` } : undefined,
  });
}

export const metadataConfig = lazyObject(() => ({
  labels: z
    .record(
      freeKey(`${PREFIXES}|${LABELS}|${OF_KUBERNETES}`, 'example.org/team', 'Kubernetes, Argo CD or a chart of this stack uses itself'),
      labelValue('observability'),
    )
    .default({})
    .meta({ description: 'Labels of every object and pod; default none', examples: [{ team: 'observability' }] }),
  annotations: z
    .record(
      freeKey(`${PREFIXES}|${ANNOTATIONS}`, 'example.org/owner', 'Kubernetes, Argo CD or a chart of this stack reads'),
      plainLine('tracing@example.org'),
    )
    .default({})
    .meta({ description: 'Annotations of every object and pod; default none', examples: [{ 'example.org/owner': 'tracing@example.org' }] }),
}));

export type Metadata = z.infer<typeof metadataConfig>;
