import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import './app.css';
import { render } from 'preact';
import { App } from './app';
import { openSession, reconnect, watchIdleness } from './features/auth/session';
import { registerServiceWorker } from './service-worker/register';
import './ui/size';
import { offerUpdate } from './ui/update';

const root = document.getElementById('app');
if (root !== null) render(<App />, root);

void openSession();
void registerServiceWorker(offerUpdate);
watchIdleness();
addEventListener('online', () => void reconnect());
