/** YAML of something else in the folder with the cluster files, such as a Kustomization or Helm values. */
import type * as z from 'zod';
import type { Statement } from '../../findings/finding';
import { nearest } from '../../findings/nearest';
import { isMap, textAt } from '../../yaml/parsed';
import type { Document } from '../document';
import { CLUSTER_FILE_RULES } from '../rules';
import { keysOf, schemaAt } from '../schema/schema-at';

/** Why a file is not a cluster file; undefined if it may be one. Each of its keys would be a mistake otherwise. */
export function otherFile(schema: z.ZodType, document: Document): Statement | undefined {
  const known = keysOf(schemaAt(schema, []));
  if (known.some((key) => document.has([key])) && !document.has(['kind'])) return undefined;
  const data = document.data(() => true);
  // A file that extends another one is meant as a cluster file.
  if (!isMap(data) || document.bases.length > 0 || document.isIncomplete) return undefined;
  const kind = textAt(data, 'kind');
  if (kind !== undefined && textAt(data, 'apiVersion') !== undefined)
    return CLUSTER_FILE_RULES.says('other-file', `is a Kubernetes object of kind ${kind}`, MOVE);
  const keys = Object.keys(data);
  const isKnown = (key: string) => nearest(key.split('.')[0] ?? '', known) !== undefined;
  if (keys.length === 0 || keys.some(isKnown)) return undefined;
  return CLUSTER_FILE_RULES.says('other-file', 'has no key of a cluster file', `${MOVE}, or write domain, gitops and tempo`);
}

const MOVE = 'move it out of the folder with the cluster files';
