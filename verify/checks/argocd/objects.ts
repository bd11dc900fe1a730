/** Checks the annotations by which an object tells Argo CD how to sync it. */
import { error, type Finding, type Statement, warning } from '../../../lib/findings/finding';
import { nearest } from '../../../lib/findings/nearest';
import { mapAt } from '../../../lib/yaml/parsed';
import type { Manifest, Placed, World } from '../../stack';
import { misspelt } from '../../world/annotations';
import { aboutObject, annotationOf } from '../../world/kubernetes';
import { ARGOCD_RULES } from './rules';

const DOMAIN = 'argocd.argoproj.io/';

/** The annotations of Argo CD 3.5 (common/common.go, gitops-engine/pkg/sync/common/types.go, docs/user-guide). */
const ANNOTATIONS = [
  ...['sync-wave', 'sync-options', 'hook', 'hook-delete-policy', 'compare-options', 'skip-reconcile', 'refresh', 'hydrate'],
  ...['manifest-generate-paths', 'tracking-id', 'installation-id', 'ignore-healthcheck', 'ignore-default-links', 'managed-by'],
  ...['application-set-refresh', 'deletion-approved', 'client-side-apply-migration-manager', 'ignore-resource-updates'],
].map((name) => `${DOMAIN}${name}`);

const HOOK = `${DOMAIN}hook`;
const OPTIONS = `${DOMAIN}sync-options`;

const FLAGS = ['true', 'false'];
/** The sync options of Argo CD 3.5, with their values (docs/user-guide/sync-options.md). */
const KNOWN_OPTIONS = Object.entries({
  ...{ Prune: [...FLAGS, 'confirm'], Delete: [...FLAGS, 'confirm'], Validate: FLAGS, SkipDryRunOnMissingResource: FLAGS },
  ...{ Replace: FLAGS, Force: FLAGS, ServerSideApply: FLAGS, ClientSideApplyMigration: FLAGS, CreateNamespace: FLAGS },
  ...{ ApplyOutOfSyncOnly: FLAGS, PruneLast: FLAGS, RespectIgnoreDifferences: FLAGS, FailOnSharedResource: FLAGS },
  PrunePropagationPolicy: ['foreground', 'background', 'orphan'],
}).flatMap(([name, values]) => values.map((value) => `${name}=${value}`));

/** The objects of Applications: what the manifests say, not what charts render, except that no Namespace of the output is unprotected. */
export function checkObjects({ objects, isOurs }: World): Finding[] {
  return objects
    .filter(({ application }) => application !== undefined)
    .flatMap(({ object, place, rendered }) => {
      const found = (statement: Statement, isSure = isOurs) => (isSure ? error : warning)(place, statement, aboutObject(object));
      // The Namespace of the demo is that of its kustomization, with a patch.
      if (rendered) return isOurs ? protection(object).map((statement) => found(statement)) : [];
      return [
        ...misspelt(Object.keys(mapAt(object, 'metadata', 'annotations')), ANNOTATIONS).map((names) => found(misspelling(names))),
        ...waves(object).map((statement) => found(statement)),
        ...optionMistakes(optionsOf(object), isOurs).map((statement) => found(statement)),
        ...hooks(object, isOurs).map((statement) => found(statement)),
        ...(isOurs ? protection(object).map((statement) => found(statement)) : []),
      ];
    });
}

const misspelling = ({ name, meant }: { readonly name: string; readonly meant: string }): Statement =>
  ARGOCD_RULES.says('annotation', `annotation ${name} is unknown to Argo CD`, `use ${meant}`);

function waves(object: Manifest): Statement[] {
  const wave = annotationOf(object, `${DOMAIN}sync-wave`);
  if (wave === undefined || /^[-+]?\d+$/.test(wave)) return [];
  return [ARGOCD_RULES.says('sync-wave', `sync wave "${wave}" is not a whole number, so Argo CD uses 0`, 'use a number such as -2')];
}

const optionsOf = (object: Manifest): string[] =>
  (annotationOf(object, OPTIONS) ?? '')
    .split(',')
    .map((option) => option.trim())
    .filter(Boolean);

/** @param options each as `Prune=false` */
export function optionMistakes(options: readonly string[], isOurs: boolean): Statement[] {
  return options.flatMap((option) => {
    const meant = KNOWN_OPTIONS.includes(option) ? undefined : nearest(option, KNOWN_OPTIONS);
    if (meant) return [ARGOCD_RULES.says('sync-option', `sync option ${option} is unknown to Argo CD`, `use ${meant}`)];
    if (!isOurs || !['Replace=true', 'Force=true'].includes(option)) return [];
    const problem = `sync option ${option} replaces objects instead of changing them, which the API server refuses or which loses data`;
    return [ARGOCD_RULES.says('sync-option', problem, 'remove it')];
  });
}

/** Kinds whose content is lost when they are deleted and created again. */
const KEEPS_DATA = ['Namespace', 'PersistentVolumeClaim', 'Application'];

/** In the output, only a Job may be a hook. */
function hooks(object: Manifest, isOurs: boolean): Statement[] {
  const own = annotationOf(object, HOOK);
  const hook = own ?? (isOurs ? annotationOf(object, 'helm.sh/hook') : undefined);
  if (hook === undefined || (object.kind === 'Job' && hook === 'Sync')) return [];
  const says = (problem: string) => [ARGOCD_RULES.says('hook', problem, `remove ${own === undefined ? 'helm.sh/hook' : HOOK}`)];
  const isKept = annotationOf(object, `${HOOK}-delete-policy`) === 'HookFailed';
  if (!isOurs && (isKept || hook === 'Skip' || !KEEPS_DATA.includes(object.kind))) return [];
  if (hook === 'Skip') return says('is a hook of type Skip, which Argo CD never applies');
  if (/Fail|Delete/i.test(hook)) return says(`is a hook (${hook}), which Argo CD does not apply in a sync that succeeds`);
  if (object.kind === 'Job') return says(`is a hook (${hook}), which does not run together with what needs it`);
  return says(`is a hook (${hook}), which Argo CD deletes and creates again at every sync`);
}

/** The Namespaces of the output outlive their Applications. */
function protection(object: Manifest): Statement[] {
  if (object.kind !== 'Namespace') return [];
  const options = optionsOf(object);
  const lacks = ['Prune', 'Delete'].filter((name) => !options.some((option) => [`${name}=false`, `${name}=confirm`].includes(option)));
  if (lacks.length === 0) return [];
  const missing = lacks.map((name) => `${name}=false`).join(' and ');
  const problem = `lacks ${missing}, so Argo CD deletes everything in it with the Application`;
  return [ARGOCD_RULES.says('unprotected', problem, `add ${lacks.length > 1 ? 'them' : 'it'} to ${OPTIONS}`)];
}

/** Whether Argo CD ignores the Application. The value is read by strconv.ParseBool. */
export const isSkipped = ({ object }: Pick<Placed, 'object'>): boolean =>
  ['1', 't', 'T', 'TRUE', 'true', 'True'].includes(annotationOf(object, `${DOMAIN}skip-reconcile`) ?? '');
