package dev.mobiledist.shell;

import android.net.Uri;
import android.util.Base64;
import android.webkit.ValueCallback;
import android.webkit.WebMessage;
import android.webkit.WebMessagePort;
import android.webkit.WebView;

import org.json.JSONObject;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;

/**
 * Fetches a blob: address, which only the page can read. The page hands it over in pieces through a message port that is
 * made for this one download; nothing is added to the page that another script could call.
 */
final class BlobReader extends WebMessagePort.WebMessageCallback {
    /** Pieces are a multiple of three bytes, so that their base64 has no padding inside. */
    private static final String SCRIPT = "(function(url,token){"
        + "var link=Array.prototype.find.call(document.querySelectorAll('a[download]'),function(a){return a.href===url});"
        + "var name=link?link.download:'';"
        + "addEventListener('message',function take(event){"
        + "if(event.data!==token||!event.ports[0])return;"
        + "event.stopImmediatePropagation();removeEventListener('message',take,true);"
        + "var port=event.ports[0];"
        + "fetch(url).then(function(answer){return answer.blob()}).then(function(blob){"
        + "var at=0;"
        + "port.onmessage=function(){"
        + "if(at>=blob.size){port.postMessage('E');return}"
        + "var reader=new FileReader();"
        + "reader.onload=function(){port.postMessage('D'+reader.result.slice(reader.result.indexOf(',')+1))};"
        + "reader.onerror=function(){port.postMessage('F')};"
        + "reader.readAsDataURL(blob.slice(at,at+=393216))};"
        + "port.postMessage('T'+blob.type+'\\n'+name)"
        + "}).catch(function(){port.postMessage('F')})"
        + "},true)})";

    private final MainActivity activity;
    private final File file;
    private final OutputStream out;
    private String type;
    private String name = "";

    private BlobReader(MainActivity activity, File file, String type) throws IOException {
        this.activity = activity;
        this.file = file;
        this.out = new FileOutputStream(file);
        this.type = type;
    }

    static void read(final MainActivity activity, final WebView view, String url, final String type) {
        final String token = UUID.randomUUID().toString();
        final Uri page = Uri.parse(String.valueOf(view.getUrl()));
        String call = SCRIPT + "(" + JSONObject.quote(url) + "," + JSONObject.quote(token) + ")";
        view.evaluateJavascript(call, new ValueCallback<String>() {
            @Override
            public void onReceiveValue(String ignored) {
                try {
                    File file = File.createTempFile("blob", null, activity.getCacheDir());
                    WebMessagePort[] ports = view.createWebMessageChannel();
                    ports[0].setWebMessageCallback(new BlobReader(activity, file, type));
                    view.postWebMessage(new WebMessage(token, new WebMessagePort[] {ports[1]}), Uri.parse(ShellSettings.originOf(page)));
                } catch (IOException problem) {
                    SavedDocument.tell(activity, problem);
                }
            }
        });
    }

    @Override
    public void onMessage(WebMessagePort port, WebMessage message) {
        String text = String.valueOf(message.getData());
        char kind = text.length() == 0 ? 'F' : text.charAt(0);
        try {
            if (kind == 'T') {
                int end = text.indexOf('\n');
                if (end > 1) type = text.substring(1, end);
                name = text.substring(end + 1);
                port.postMessage(new WebMessage("N"));
            } else if (kind == 'D') {
                out.write(Base64.decode(text.substring(1), Base64.DEFAULT));
                port.postMessage(new WebMessage("N"));
            } else if (kind == 'E') {
                out.close();
                port.close();
                FileInputStream content = new FileInputStream(file);
                // The open stream keeps the bytes; the name is not needed any more.
                file.delete();
                SavedDocument.save(activity, content, SavedDocument.nameFor(name, type), type);
            } else {
                fail(port, new IOException("The page could not read the download"));
            }
        } catch (IOException problem) {
            fail(port, problem);
        } catch (IllegalArgumentException malformed) {
            fail(port, malformed);
        }
    }

    private void fail(WebMessagePort port, Exception problem) {
        port.close();
        try {
            out.close();
        } catch (IOException ignored) {
            // The file is deleted next.
        }
        file.delete();
        SavedDocument.tell(activity, problem);
    }
}
