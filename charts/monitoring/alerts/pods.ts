/** Alerts about the pods: by metrics of the kubelet and of kube-state-metrics, which kube-prometheus-stack contains. */
import { podsOf, type Watched } from '../watched';
import type { Alert } from './alert';

/** The share of its memory limit from which a process is likely to be killed. */
const NEAR_LIMIT = 0.9;

export function podAlerts(watched: Watched): Alert[] {
  const pods = podsOf(watched);
  return [
    {
      name: 'TempoNotScraped',
      expr: `absent(up{${pods}} == 1)`,
      for: '10m',
      severity: 'warning',
      summary: 'Prometheus has no metrics of any process of Tempo.',
      todo: 'Check that Tempo runs, and that serviceMonitorSelector and serviceMonitorNamespaceSelector of Prometheus match monitoring.labels and the namespace of Tempo.',
    },
    {
      name: 'TempoProcessDown',
      expr: `up{${pods}} == 0`,
      for: '10m',
      severity: 'critical',
      summary: '{{ $labels.pod }} does not answer.',
      todo: 'Read its log, and the events of the pod. A process that does not start usually names the field of its configuration or the storage.',
    },
    outOfMemory(
      'TempoOutOfMemory',
      pods,
      'Raise the memory limit of this process in tempo.values, or use a larger tempo.size. What it had not stored yet is lost without persistence.',
    ),
    {
      name: 'TempoMemoryNearLimit',
      expr: `max by (pod, container) (container_memory_working_set_bytes{${pods},container!=""}) / max by (pod, container) (kube_pod_container_resource_limits{${pods},resource="memory"}) > ${NEAR_LIMIT}`,
      for: '15m',
      severity: 'warning',
      summary: '{{ $labels.pod }} uses {{ $value | humanizePercentage }} of its memory limit.',
      todo: 'Raise the memory limit of this process in tempo.values, or use a larger tempo.size, before it is killed.',
    },
    ...bucketAlerts(watched),
  ];
}

export const outOfMemory = (name: string, pods: string, todo: string): Alert => ({
  name,
  expr: `increase(kube_pod_container_status_restarts_total{${pods}}[30m]) > 0 and on (namespace, pod, container) kube_pod_container_status_last_terminated_reason{${pods},reason="OOMKilled"} == 1`,
  for: '0m',
  severity: 'critical',
  summary: '{{ $labels.pod }} was killed because it was out of memory.',
  todo,
});

/** The Job never fails: its container is restarted until the server answers. */
function bucketAlerts({ bucketJob }: Watched): Alert[] {
  if (!bucketJob) return [];
  const job = `namespace="${bucketJob.namespace}",job_name=~"${bucketJob.name}-.+"`;
  return [
    {
      name: 'TempoBucketJobFailing',
      expr: `kube_job_status_active{${job}} > 0 or kube_job_status_failed{${job}} > 0`,
      for: '15m',
      severity: 'critical',
      summary: 'The Job {{ $labels.job_name }} has not created the bucket of Tempo.',
      todo: 'Its log says what the S3 server answered: check that the server is up, and its keys. The Job goes on by itself; Tempo does not start without its bucket.',
    },
  ];
}
