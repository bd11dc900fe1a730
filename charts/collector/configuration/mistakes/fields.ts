/** The fields of processors that this stack configures. The collector reads its configuration strictly, and does not start with others. */
import { nearest } from '../../../../lib/findings/nearest';
import { isMap, type Path } from '../../../../lib/yaml/parsed';
import { MEMORY_LIMITER, typeOf } from '../../components/processors';
import { isKnownProgram } from '../../releases';
import { hasPlaceholder } from '../placeholders';
import { LIMITER_FIELDS } from './limiter';

const OF_PODS =
  'auth_type context kube_api_qps kube_api_burst passthrough extract filter pod_association exclude wait_for_metadata wait_for_metadata_timeout watch_sync_period pod_delete_grace_period';

/**
 * All fields that a version from 0.114.0 to 0.158.0 has, by the type of the processor (the struct Config of each config.go): which of them
 * a version lacks is not judged.
 */
const FIELDS: Readonly<Record<string, string>> = {
  batch: 'timeout send_batch_size send_batch_max_size metadata_keys metadata_cardinality_limit',
  k8sattributes: OF_PODS,
  k8s_attributes: OF_PODS,
  [MEMORY_LIMITER]: LIMITER_FIELDS.join(' '),
  tail_sampling:
    'decision_wait decision_wait_after_root_received num_traces expected_new_traces_per_sec policies decision_cache sample_on_first_match block_on_overflow drop_pending_traces_on_shutdown maximum_trace_size_bytes sampling_strategy tail_storage',
};

export interface UnknownField {
  /** The processor, and its field. */
  readonly path: Path;
  readonly processor: string;
  readonly field: string;
  readonly fix: string;
}

/**
 * The fields of processors that no version has. Of other types, and in a version that is unknown, nothing is judged.
 * @param processors by their names
 * @param version that of the collector; undefined if it is unknown
 */
export function unknownFields(processors: Readonly<Record<string, unknown>>, version: string | undefined): UnknownField[] {
  const unknown = Object.entries(processors).flatMap(([processor, settings]) => {
    const type = typeOf(processor);
    if (!Object.hasOwn(FIELDS, type) || !isMap(settings)) return [];
    const known = FIELDS[type]?.split(' ') ?? [];
    return Object.keys(settings)
      .filter((field) => !known.includes(field) && !hasPlaceholder(field))
      .map((field): UnknownField => {
        const meant = nearest(field, known);
        return { path: ['processors', processor, field], processor, field, fix: meant ? `did you mean ${meant}?` : 'remove it' };
      });
  });
  return unknown.length > 0 && version !== undefined && isKnownProgram(version) ? unknown : [];
}
