import './base.css';
import './chat/chat.css';
import { ChatPage } from './chat/page.tsx';

const root = document.getElementById('root');
if (root) new ChatPage(root).start();
