#include "FileServer.h"

#include "answer.h"

enum { piece_size = 256 * 1024 };

static NSString *pathInBundle(const char *path) {
    return [NSBundle.mainBundle.resourcePath stringByAppendingPathComponent:[NSString stringWithUTF8String:path]];
}

static bool isFile(const char *path, void *context) {
    (void)context;
    BOOL isFolder = NO;
    // A path that is not UTF-8 gives no string, and so the bundle itself.
    if ([NSString stringWithUTF8String:path] == nil) return false;
    return [NSFileManager.defaultManager fileExistsAtPath:pathInBundle(path) isDirectory:&isFolder] && !isFolder;
}

@implementation FileServer {
    /** What WebKit still waits for: a task that it stopped must not be answered any more. Used on the main thread alone. */
    NSMutableSet<id<WKURLSchemeTask>> *_running;
}

- (instancetype)init {
    self = [super init];
    _running = [NSMutableSet new];
    return self;
}

- (void)webView:(WKWebView *)webView startURLSchemeTask:(id<WKURLSchemeTask>)task {
    [_running addObject:task];
    NSURLRequest *request = task.request;
    BOOL isHead = [request.HTTPMethod isEqualToString:@"HEAD"];
    if (!isHead && ![request.HTTPMethod isEqualToString:@"GET"]) {
        [self answer:task status:405 text:"Method Not Allowed" type:@"text/plain"];
        return;
    }
    NSURLComponents *url = [NSURLComponents componentsWithURL:request.URL resolvingAgainstBaseURL:NO];
    const char *path = url.percentEncodedPath.UTF8String;
    BOOL isPage = [request.URL isEqual:request.mainDocumentURL];
    char file[longest_path];
    switch (path == NULL ? answer_missing : find_answer(path, isPage, isFile, NULL, file)) {
        case answer_missing:
            [self answer:task status:404 text:"Not Found" type:@"text/plain"];
            return;
        case answer_to_folder:
            // There is no redirect here, so a page does what a server would do with status 301.
            [self answer:task
                  status:200
                    text:"<!doctype html><meta charset=utf-8><script>location.replace(location.pathname+'/'+location.search+location.hash)</script>"
                    type:@"text/html"];
            return;
        case answer_file:
            [self answer:task file:file isHead:isHead];
    }
}

- (void)webView:(WKWebView *)webView stopURLSchemeTask:(id<WKURLSchemeTask>)task {
    [_running removeObject:task];
}

- (void)answer:(id<WKURLSchemeTask>)task file:(const char *)path isHead:(BOOL)isHead {
    int file = open(pathInBundle(path).UTF8String, O_RDONLY | O_CLOEXEC);
    int64_t size = file < 0 ? -1 : lseek(file, 0, SEEK_END);
    if (size < 0) {
        if (file >= 0) close(file);
        [self answer:task status:404 text:"Not Found" type:@"text/plain"];
        return;
    }
    int64_t first = 0, last = size - 1;
    NSMutableDictionary<NSString *, NSString *> *headers = [NSMutableDictionary new];
    [headers setObject:[NSString stringWithUTF8String:content_type_of(path)] forKey:@"Content-Type"];
    [headers setObject:@"bytes" forKey:@"Accept-Ranges"];
    [headers setObject:@"no-cache" forKey:@"Cache-Control"];
    NSInteger status = 200;
    switch (parse_range([task.request valueForHTTPHeaderField:@"Range"].UTF8String, size, &first, &last)) {
        case range_ignored:
            break;
        case range_part:
            status = 206;
            [headers setObject:[NSString stringWithFormat:@"bytes %lld-%lld/%lld", first, last, size] forKey:@"Content-Range"];
            break;
        case range_refused:
            status = 416;
            first = 0, last = -1;
            [headers setObject:[NSString stringWithFormat:@"bytes */%lld", size] forKey:@"Content-Range"];
            break;
    }
    [headers setObject:[NSString stringWithFormat:@"%lld", last - first + 1] forKey:@"Content-Length"];
    [self begin:task status:status headers:headers];
    [self send:task file:file offset:first left:isHead ? 0 : last - first + 1];
}

- (void)answer:(id<WKURLSchemeTask>)task status:(NSInteger)status text:(const char *)text type:(NSString *)type {
    size_t length = 0;
    while (text[length] != 0) length++;
    NSMutableDictionary<NSString *, NSString *> *headers = [NSMutableDictionary new];
    [headers setObject:[type stringByAppendingString:@"; charset=utf-8"] forKey:@"Content-Type"];
    [headers setObject:[NSString stringWithFormat:@"%zu", length] forKey:@"Content-Length"];
    [self begin:task status:status headers:headers];
    [task didReceiveData:[[NSData alloc] initWithBytes:text length:length]];
    [self finish:task];
}

- (void)begin:(id<WKURLSchemeTask>)task status:(NSInteger)status headers:(NSDictionary<NSString *, NSString *> *)headers {
    [task didReceiveResponse:[[NSHTTPURLResponse alloc] initWithURL:task.request.URL
                                                         statusCode:status
                                                        HTTPVersion:@"HTTP/1.1"
                                                       headerFields:headers]];
}

- (void)finish:(id<WKURLSchemeTask>)task {
    [_running removeObject:task];
    [task didFinish];
}

/** Reads one piece aside, hands it over, and goes on: no more than a piece is held, and a page that goes away ends it. */
- (void)send:(id<WKURLSchemeTask>)task file:(int)file offset:(int64_t)offset left:(int64_t)left {
    if (left == 0 || ![_running containsObject:task]) {
        close(file);
        if (left == 0 && [_running containsObject:task]) [self finish:task];
        return;
    }
    dispatch_async(dispatch_get_global_queue(QOS_CLASS_USER_INITIATED, 0), ^{
        size_t wanted = left < piece_size ? (size_t)left : piece_size;
        void *piece = malloc(wanted);
        long count = piece == NULL ? -1 : pread(file, piece, wanted, offset);
        NSData *data = count > 0 ? [NSData dataWithBytesNoCopy:piece length:(NSUInteger)count freeWhenDone:YES] : nil;
        if (data == nil) free(piece);
        dispatch_async(&_dispatch_main_q, ^{
            if (data == nil) [self fail:task];
            else if ([self->_running containsObject:task]) [task didReceiveData:data];
            [self send:task file:file offset:offset + count left:data == nil ? 0 : left - count];
        });
    });
}

- (void)fail:(id<WKURLSchemeTask>)task {
    if (![_running containsObject:task]) return;
    [_running removeObject:task];
    [task didFailWithError:[NSError errorWithDomain:@"NSURLErrorDomain" code:NSURLErrorCannotOpenFile userInfo:nil]];
}
@end
