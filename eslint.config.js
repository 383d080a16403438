import angular from 'angular-eslint';
import prettier from 'eslint-config-prettier';
import globals from 'globals';
import { configs, config } from 'typescript-eslint';

const STRICT = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': 'error',
  '@typescript-eslint/consistent-type-imports': [
    'error',
    { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
  ],
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
  ],
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/restrict-template-expressions': [
    'error',
    { allowNumber: true, allowBoolean: true },
  ],
  '@typescript-eslint/no-extraneous-class': 'off',
  'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
  eqeqeq: 'error',
};

const noDatabaseLanguage = {
  selector:
    'TemplateElement[value.raw=/\\b(SELECT .+ FROM|INSERT INTO|UPDATE .+ SET|DELETE FROM)\\b/s]',
  message: 'SQL lives in *.query.ts, *.repository.ts, events/<store>/ and migrations.',
};
const noProcessEnvironment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Settings are read in platform/config/environment.ts and injected as Environment.',
};

export default config(
  {
    ignores: ['dist/', 'coverage/', '.angular/', 'data/', 'admin-ui/src/app/api/schema.d.ts'],
  },
  {
    files: ['**/*.ts'],
    extends: [...configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: STRICT,
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['demo/**/*.js'],
    languageOptions: { globals: globals.browser },
  },
  {
    files: ['server/src/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', noProcessEnvironment, noDatabaseLanguage] },
  },
  {
    files: [
      'server/src/**/*.{query,repository}.ts',
      'server/src/events/*/**/*.ts',
      'server/src/migrations/*.ts',
      'server/src/platform/{database,embedded,health}/**/*.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', noProcessEnvironment] },
  },
  {
    files: ['server/src/platform/config/environment.ts'],
    rules: {
      'no-restricted-syntax': 'off',
      // A class and the shape of its settings share one name on purpose.
      '@typescript-eslint/no-namespace': 'off',
    },
  },
  {
    files: ['admin-ui/**/*.ts'],
    extends: [...angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: {
      '@angular-eslint/component-selector': [
        'error',
        { type: 'element', prefix: 'app', style: 'kebab-case' },
      ],
    },
  },
  {
    files: ['admin-ui/**/*.html'],
    extends: [...angular.configs.templateRecommended, ...angular.configs.templateAccessibility],
  },
  {
    files: ['**/*.{test,spec}.ts', 'server/test/**/*.ts'],
    rules: {
      // Answers of fetch and matchers of Jest are untyped; a test is where that is looked at.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  prettier,
);
