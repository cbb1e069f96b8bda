package dev.mobiledist.shell;

import android.webkit.ServiceWorkerClient;
import android.webkit.ServiceWorkerController;
import android.webkit.ServiceWorkerWebSettings;
import android.webkit.WebResourceRequest;
import android.webkit.WebResourceResponse;

/** Requests of service workers do not pass through the WebView's client: they are answered here, from the same files. */
final class WorkerClient extends ServiceWorkerClient {
    private final AssetServer server;

    private WorkerClient(AssetServer server) {
        this.server = server;
    }

    static void install(AssetServer server) {
        ServiceWorkerController controller = ServiceWorkerController.getInstance();
        ServiceWorkerWebSettings settings = controller.getServiceWorkerWebSettings();
        settings.setAllowFileAccess(false);
        settings.setAllowContentAccess(false);
        controller.setServiceWorkerClient(new WorkerClient(server));
    }

    @Override
    public WebResourceResponse shouldInterceptRequest(WebResourceRequest request) {
        return server.answer(request);
    }
}
