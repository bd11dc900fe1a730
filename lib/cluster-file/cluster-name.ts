/** The name of a cluster: of its file, or `gitops.name`. */
import { textAt } from '../yaml/parsed';
import { documentOf, type Extending } from './bases/bases';

/** Names of Applications start with the cluster's name, and a label has at most 63 characters. */
export const MAX_CLUSTER_NAME = 45;

export const CLUSTER_NAME_PATTERN = new RegExp(`^(?=.{1,${MAX_CLUSTER_NAME}}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$`);

/** The name of a cluster whose file may be unfinished. */
export const nameOf = (source: Extending & { readonly name: string }): string =>
  textAt(
    documentOf(source).data(() => true),
    'gitops',
    'name',
  ) ?? source.name;
