/** The frame of a self-contained page of HTML: no scripts, fonts or network. */
import { Markup, markup } from './markup';
import { STYLE } from './style';

export interface PageProps {
  readonly title: string;
  /** Additional style. @default none */
  readonly style?: string;
  readonly header: Markup;
  readonly main: readonly Markup[];
}

export const page = ({ title, style = '', header, main }: PageProps): string =>
  markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${new Markup(STYLE + style)}</style>
</head>
<body>
<header>
${header}
</header>
<main>
${main}
</main>
</body>
</html>
`.text;
