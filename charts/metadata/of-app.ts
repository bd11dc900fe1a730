/** The labels and annotations of everything below a cdk8s App. */
import type { App } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Metadata } from './config';

const KEY = 'metadata';
const NONE: Metadata = { labels: {}, annotations: {} };

/** Gives them to every object of the App. It must not have charts yet. @param metadata undefined for none */
export function setMetadata(app: App, metadata: Metadata | undefined): void {
  if (metadata) app.node.setContext(KEY, metadata);
}

/** Those of the App that a construct is in. */
export const metadataOf = ({ node }: Construct): Metadata => (node.tryGetContext(KEY) as Metadata | undefined) ?? NONE;

export const isEmpty = ({ labels, annotations }: Metadata): boolean =>
  Object.keys(labels).length === 0 && Object.keys(annotations).length === 0;
