import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'
import vueParser from 'vue-eslint-parser'

/** Which layers each layer may import, besides itself. The architecture, in eight lines. */
const layers = {
  shared: [],
  core: ['shared'],
  worker: ['shared'],
  node: ['shared', 'core'],
  cli: ['shared', 'core', 'node'],
  main: ['shared', 'core', 'node'],
  preload: ['shared'],
  renderer: ['shared'],
}

/** Globals a layer must not touch, because the runtime it is meant for may not have them. */
const nodeGlobals = ['process', 'Buffer', '__dirname', 'require']
const webGlobals = ['window', 'document', 'localStorage']
const timers = ['setTimeout', 'setInterval', 'setImmediate']
const bannedGlobals = {
  shared: [...nodeGlobals, ...webGlobals, ...timers],
  core: [...nodeGlobals, ...webGlobals, ...timers],
  renderer: nodeGlobals,
}
const mayImportElectron = ['main', 'preload']
const mayImportNode = ['worker', 'node', 'cli', 'main']

const restrictedImports = layer => {
  const foreign = Object.keys(layers).filter(other => other !== layer && !layers[layer].includes(other))
  return {
    patterns: [
      {
        group: foreign.flatMap(other => [`**/${other}/**`]),
        message: `src/${layer} may import: ${['itself', ...layers[layer]].join(', ')}.`,
      },
      ...(mayImportElectron.includes(layer)
        ? []
        : [{ group: ['electron', 'electron/*'], message: 'Only src/main and src/preload import electron.' }]),
      ...(mayImportNode.includes(layer)
        ? []
        : [{ group: ['node:*'], message: `src/${layer} must run without Node.` }]),
    ],
  }
}

export default tseslint.config(
  { ignores: ['out/', 'node_modules/', 'test/fixtures/', 'bench/build/'] },
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parser: vueParser, parserOptions: { parser: tseslint.parser } },
  },
  {
    files: ['**/*.{ts,vue}'],
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // The index of a loop over typed arrays is in range by construction; `!` says so.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      'vue/multi-word-component-names': 'off',
    },
  },
  ...Object.keys(layers).map(layer => ({
    files: [`src/${layer}/**/*.{ts,vue}`],
    rules: {
      'no-restricted-globals': ['error', ...(bannedGlobals[layer] ?? webGlobals)],
      'no-restricted-imports': ['error', restrictedImports(layer)],
    },
  })),
  prettier,
)
