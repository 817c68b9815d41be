import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { startI18n } from './app/i18n';
import { queries } from './app/queries';
import { meQuery, signInPath } from './app/session';
import './app/app.css';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root');

// Who is signed in is asked while the words and the page's code are still on their way.
if (window.location.pathname !== signInPath) void queries.prefetchQuery(meQuery);

void startI18n().then(() => createRoot(root).render(<App />));
