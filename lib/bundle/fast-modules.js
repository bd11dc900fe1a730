// How bundled code keeps what the modules of packages export.
//
// V8 makes a hidden class for each name that is added to an object. So it takes six times as long to fill the exports of a module with
// hundreds of names, such as those of cdk8s-plus-27, as to fill an object that V8 keeps as a dictionary. And the helpers of esbuild and
// TypeScript copy all names of a module once for each file that imports it.

/** The exports of a module: a dictionary, as V8 makes it of an object without a prototype. */
function newExports() {
  return Object.setPrototypeOf(Object.create(null), newExports.prototype);
}

/**
 * The namespace of a module, made once for all files that import it.
 * @param toNamespace the helper of esbuild, which is called with the module, and with whether the import is one of Node.js
 */
function oncePerModule(toNamespace) {
  const [known, knownOfNode] = [new Map(), new Map()];
  const namespaceOf = (module, isOfNode) => {
    const made = isOfNode ? knownOfNode : known;
    if (!made.has(module)) made.set(module, toNamespace(module, isOfNode));
    return made.get(module);
  };
  // A module that TypeScript has compiled looks here before it uses a copy of its own.
  const value = (module) => (module?.__esModule ? module : namespaceOf(module, true));
  Object.defineProperty(newExports.prototype, '__importStar', { value });
  return namespaceOf;
}

const NAME = String.raw`([\w$]+)`;

/** Where the helper of esbuild makes the exports of a module, minified. */
const EXPORTS = new RegExp(String.raw`\(\(${NAME}=\{exports:\{\}\}\)\.exports,\1\)`);

/** The helper of esbuild for the namespace of a module, minified. */
const NAMESPACE = new RegExp(
  String.raw`${NAME}=(\(${NAME},${NAME},${NAME}\)=>\(\5=\3!=null\?${NAME}\(${NAME}\(\3\)\):\{\},` +
    String.raw`${NAME}\(\4\|\|!\3\|\|!\3\.__esModule\?${NAME}\(\5,"default",\{value:\3,enumerable:!0\}\):\5,\3\)\))(?=[,;])`,
);

/** @param code as esbuild minifies it */
function withFastModules(code) {
  const compiled = code.replace(EXPORTS, '(($1={exports:newExports()}).exports,$1)').replace(NAMESPACE, '$1=oncePerModule($2)');
  return compiled + [newExports, oncePerModule].map(String).join('');
}

module.exports = { newExports, withFastModules };
