import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import typescript from 'typescript-eslint';

export default defineConfig(
    {
        ignores: [
            '.cache/',
            'build/',
            '.svelte-kit/',
            'data/',
            'data-*/',
            'drizzle/',
            'node_modules/',
            'src/lib/paraglide/',
            'static/',
            'test-results/',
            'playwright-report/',
        ],
    },
    { linterOptions: { noInlineConfig: true } },
    js.configs.recommended,
    ...typescript.configs.strict,
    ...svelte.configs.recommended,
    {
        languageOptions: { globals: { ...globals.browser, ...globals.node } },
        rules: {
            // TypeScript knows better.
            'no-undef': 'off',
            'no-console': ['error', { allow: ['warn', 'error'] }],
            eqeqeq: ['error', 'always', { null: 'ignore' }],
            '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
            '@typescript-eslint/no-unused-vars': [
                'error',
                { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
            ],
            '@typescript-eslint/no-dynamic-delete': 'off',
            // `Promise<void>` as a type argument is what it says; control characters are what is looked for.
            '@typescript-eslint/no-invalid-void-type': 'off',
            'no-control-regex': 'off',
            // Atoll is always served from the root of its origin.
            'svelte/no-navigation-without-resolve': 'off',
        },
    },
    {
        files: ['src/lib/server/**/*.ts', 'src/routes/**/*.ts', 'src/*.ts', 'tests/**/*.ts'],
        languageOptions: { parserOptions: { projectService: true } },
        rules: {
            '@typescript-eslint/no-floating-promises': 'error',
            '@typescript-eslint/no-misused-promises': 'error',
            '@typescript-eslint/await-thenable': 'error',
        },
    },
    {
        files: ['**/*.svelte', '**/*.svelte.ts'],
        languageOptions: {
            parserOptions: { extraFileExtensions: ['.svelte'], parser: typescript.parser },
        },
    },
    {
        // The one component that prints HTML, and only what our sanitisers have cleaned.
        files: ['src/lib/components/ui/CleanHtml.svelte'],
        rules: { 'svelte/no-at-html-tags': 'off' },
    },
    {
        // A store says itself what reacts, by its runes and SvelteMaps; listeners and times of day do not.
        files: ['src/lib/client/stores/**'],
        rules: { 'svelte/prefer-svelte-reactivity': 'off' },
    },
    {
        // A test or a measurement that finds nothing where it expects something may well throw.
        files: ['tests/**', '**/*.test.ts', 'scripts/demo/**', 'bench/**', 'faults/**'],
        rules: { '@typescript-eslint/no-non-null-assertion': 'off', 'no-console': 'off' },
    },
    {
        // What people at a terminal read.
        files: ['scripts/**', 'bench/**', 'faults/**', 'src/server.ts', 'src/lib/server/cli/**'],
        rules: { 'no-console': 'off' },
    },
);
