// Fails on text literals in JSX, on text that a language lacks, on keys that no translation has, on words of a feature
// that need not have come where they are spoken, and on errors that a called route may answer with but that no sentence tells.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', 'src');
const languages = ['zh-CN', 'en'];
const wordAttributes = new Set(['title', 'label', 'placeholder', 'alt', 'aria-label', 'aria-description', 'description', 'okText', 'cancelText', 'extra', 'text', 'purpose']);
const complaints = [];
const calledRoutes = new Set();

const texts = readTexts();
const speakers = readSpeakers();
compareLanguages();
for (const file of files(root)) if (/\.tsx?$/.test(file) && !/\.test\.|schema\.d\.ts$/.test(file)) checkFile(file);
checkErrors();

for (const complaint of complaints) console.error(complaint);
console.log(complaints.length ? `${complaints.length} complaints` : `i18n: ${[...texts.keys()].length} namespaces, both languages complete`);
process.exit(complaints.length ? 1 : 0);

/** namespace → language → flat keys. */
function readTexts() {
  const found = new Map();
  const folders = [['app', join(root, 'app')], ...readdirSync(join(root, 'features')).map((name) => [name, join(root, 'features', name)])];
  for (const [namespace, folder] of folders) {
    const entry = {};
    for (const language of languages) {
      try {
        entry[language] = flatten(JSON.parse(readFileSync(join(folder, 'locales', `${language}.json`), 'utf8')));
        addNavigation(namespace, entry[language], join(folder, 'locales', `${language}.navigation.json`));
      } catch (error) {
        complaints.push(`${namespace}: ${language}.json cannot be read (${error.message})`);
        entry[language] = new Map();
      }
    }
    found.set(namespace, entry);
  }
  return found;
}

/** Words that come with the frame stand in a file of their own, and nowhere else. */
function addNavigation(namespace, keys, file) {
  if (!existsSync(file)) return;
  for (const [key, text] of flatten(JSON.parse(readFileSync(file, 'utf8')))) {
    if (keys.has(key)) complaints.push(`${namespace}: ${key} stands both in the navigation's words and in the pages'`);
    keys.set(key, text);
  }
}

/** feature → namespaces whose words come with its pages: `app`, its own, and those that it says it `speaks`. */
function readSpeakers() {
  return new Map(
    [...texts.keys()].filter((name) => name !== 'app').map((name) => {
      const [, others = ''] = /^ {2}speaks: \[(.*)\],$/m.exec(readFileSync(join(root, 'features', name, 'index.tsx'), 'utf8')) ?? [];
      return [name, ['app', name, ...[...others.matchAll(/'(\w+)'/g)].map((match) => match[1])]];
    }),
  );
}

function flatten(value, prefix = '', into = new Map()) {
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'object') flatten(inner, `${prefix}${key}.`, into);
    else into.set(prefix + key, inner);
  }
  return into;
}

function compareLanguages() {
  for (const [namespace, entry] of texts) {
    const [first, second] = languages;
    for (const [one, other] of [[first, second], [second, first]]) {
      for (const [key, text] of entry[one]) {
        if (!entry[other].has(key)) complaints.push(`${namespace}: ${other} lacks ${key}`);
        else if (names(text) !== names(entry[other].get(key))) complaints.push(`${namespace}: ${key} interpolates differently in ${one} and ${other}`);
        if (!text.trim()) complaints.push(`${namespace}: ${key} is empty in ${one}`);
      }
    }
  }
}

function names(text) {
  return [...new Set([...text.matchAll(/{{\s*(\w+)/g)].map((match) => match[1]))].sort().join();
}

function checkFile(file) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const own = namespaceOf(source);
  const [folder, name] = relative(root, file).split(sep);
  const feature = folder === 'features' ? name : undefined;
  const heard = feature ? speakers.get(feature) : ['app'];
  visit(source);

  function visit(node) {
    if (ts.isJsxText(node) && /[\p{L}\p{N}]/u.test(node.text)) complain(node, `text in JSX: ${node.text.trim()}`);
    if (ts.isJsxExpression(node) && node.expression && ts.isStringLiteralLike(node.expression) && ts.isJsxElement(node.parent) && /\p{L}/u.test(node.expression.text)) {
      complain(node, `text in JSX: ${node.expression.text}`);
    }
    if (ts.isJsxAttribute(node) && wordAttributes.has(node.name.getText()) && node.initializer && ts.isStringLiteral(node.initializer) && /\p{L}/u.test(node.initializer.text)) {
      complain(node, `text in ${node.name.getText()}: ${node.initializer.text}`);
    }
    if ((ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) && /\p{Script=Han}/u.test(node.text) && !file.endsWith('language.ts')) {
      complain(node, `Chinese outside translations: ${node.text}`);
    }
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 't') checkKey(node);
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'useTranslation') checkHeard(node, [...node.getText().matchAll(/'(\w+)'/g)]);
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) {
      checkHeard(node, [...node.text.matchAll(/^(\w+):\w/g)]);
      if (node.parent && !file.endsWith(join('app', 'features.ts'))) checkVisit(node);
    }
    if (ts.isCallExpression(node) && /^api\.[A-Z]+$/.test(node.expression.getText())) {
      calledRoutes.add(`${node.expression.name.text.toLowerCase()} ${node.arguments[0]?.text}`);
    }
    ts.forEachChild(node, visit);
  }

  function checkHeard(node, matches) {
    for (const [, namespace] of matches) {
      if (texts.has(namespace) && !heard.includes(namespace)) complain(node, `the words of ${namespace} need not be there: the feature must say that it \`speaks\` them`);
    }
  }

  /** Code of another feature brings its words along. */
  function checkVisit(node) {
    const [, visited] = /^@\/features\/(\w+)/.exec(node.text) ?? [];
    if (!visited || visited === feature) return;
    for (let outer = node.parent; outer; outer = outer.parent) {
      if (ts.isCallExpression(outer) && outer.expression.getText() === 'withWords' && outer.arguments[0].getText().includes(`'${visited}'`)) return;
    }
    complain(node, `${visited} arrives without its words: load it through withWords(['${visited}'], …)`);
  }

  function checkKey(call) {
    const [argument] = call.arguments;
    if (!argument) return;
    if (ts.isStringLiteralLike(argument)) requireKey(call, argument.text, false);
    else if (ts.isTemplateExpression(argument) && argument.head.text) requireKey(call, argument.head.text, true);
    else if (ts.isConditionalExpression(argument)) {
      for (const branch of [argument.whenTrue, argument.whenFalse]) if (ts.isStringLiteralLike(branch)) requireKey(call, branch.text, false);
    }
  }

  function requireKey(node, key, isPrefix) {
    const [namespace, path] = key.includes(':') ? key.split(':') : [own, key];
    for (const language of languages) {
      const keys = texts.get(namespace)?.[language];
      // `_other` is the plural that every language has.
      const found = keys && (isPrefix ? [...keys.keys()].some((each) => each.startsWith(path)) : keys.has(path) || keys.has(`${path}_other`));
      if (!found) complain(node, `${language} lacks ${namespace}:${path}`);
    }
  }

  function complain(node, message) {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    complaints.push(`${relative(join(root, '..'), file)}:${line + 1} ${message}`);
  }
}

/** Every code that the API document gives to a route that the console calls needs a sentence. */
function checkErrors() {
  const path = join(root, '..', '..', 'docs', 'reference', 'openapi.json');
  if (!existsSync(path)) return;
  const document = JSON.parse(readFileSync(path, 'utf8'));
  const sentences = texts.get('app')?.[languages[0]];
  for (const route of calledRoutes) {
    const [method, address] = route.split(' ');
    for (const [status, answer] of Object.entries(document.paths[address]?.[method]?.responses ?? {})) {
      if (Number(status) < 400) continue;
      for (const code of codesIn(answer, document)) {
        if (!sentences.has(`errors.${code}`)) complaints.push(`${route} may answer ${code}: errors.${code} is missing`);
      }
    }
  }
}

function codesIn(node, document) {
  if (typeof node !== 'object' || node === null) return [];
  if (node.$ref) {
    const schema = node.$ref.split('/').slice(1).reduce((inner, key) => inner[key], document);
    const code = schema.properties?.code?.const;
    return code ? [code] : codesIn({ anyOf: schema.anyOf }, document);
  }
  return Object.values(node).flatMap((inner) => codesIn(inner, document));
}

/** The namespace that a file's `t` reads without a prefix: the first that `useTranslation` names. */
function namespaceOf(source) {
  return /useTranslation\(\s*\[?\s*'([\w-]+)'/.exec(source.text)?.[1] ?? 'app';
}

function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}
