/** The sources of an app that has every kind of resource, for aapt2 to compile. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const android = 'xmlns:android="http://schemas.android.com/apk/res/android"';

const qualifiers = [
  'fr',
  'sr-rRS',
  'b+sr+Latn',
  'fil',
  'b+es+419',
  'b+de+DE+1901',
  'mcc310-mnc4',
  'land-night-v21',
  'ldrtl-sw600dp-v21',
  'w720dp-h320dp',
  'xlarge-long-notround-v23',
  'widecg-highdr-v26',
  'television-notnight',
  'hdpi-finger-keysexposed-qwerty-navhidden-dpad-1024x768',
  'nodpi',
];

const values = `<resources>
  <string name="hello">Hello 😀 &lt;world&gt;</string>
  <string name="styled">Some <b>bold <i>both</i></b> and <a href="http://x.y">link</a>.</string>
  <string name="empty"></string>
  <plurals name="cats"><item quantity="one">%d cat</item><item quantity="other">%d cats</item><item quantity="few">few cats</item></plurals>
  <array name="mixed"><item>1</item><item>@string/hello</item><item>12.5dp</item><item>#ff0000</item></array>
  <string-array name="texts"><item>a</item><item>b</item></string-array>
  <integer-array name="numbers"><item>-1</item><item>0x7f</item></integer-array>
  <integer name="minus">-5</integer><bool name="yes">true</bool><color name="short">#1234</color>
  <dimen name="scaled">-3.25sp</dimen><dimen name="big">10000px</dimen>
  <item name="part" type="fraction">33.3%p</item><item name="tenth" type="dimen" format="float">0.1</item>
  <item name="known" type="id"/>
  <attr name="plain" format="string|reference"/>
  <attr name="mode"><enum name="one" value="1"/><enum name="two" value="-2"/></attr>
  <attr name="switches"><flag name="a" value="0x1"/><flag name="b" value="0x80000000"/></attr>
  <attr name="bounded" format="integer" min="2" max="9"/>
  <style name="Base"/>
  <style name="Mine" parent="@android:style/Theme.Material.Light.NoActionBar">
    <item name="plain">x</item><item name="android:colorPrimary">?android:attr/colorAccent</item><item name="mode">two</item>
    <item name="bounded">@null</item><item name="switches">a|b</item><item name="android:windowBackground">@empty</item>
  </style>
  <drawable name="white">#fff</drawable>
  <public type="string" name="hello" id="0x7f0a0000"/>
</resources>`;

const files: Readonly<Record<string, string>> = {
  'AndroidManifest.xml': `<manifest ${android} package="org.example.rich" android:versionCode="2147483647" android:versionName="1.0 😀 ü">
  <uses-sdk android:minSdkVersion="16" android:targetSdkVersion="29"/>
  <application android:label="@string/hello" android:theme="@style/Mine" name="plain">
    <meta-data android:name="hex" android:value="0x10"/><meta-data android:name="float" android:value="1.5"/>
    <meta-data android:name="color" android:value="#f80"/><meta-data android:name="list" android:resource="@array/mixed"/>
  </application>
</manifest>`,
  'res/values/values.xml': values,
  'res/layout/main.xml': `<LinearLayout ${android} xmlns:app="http://schemas.android.com/apk/res-auto" android:layout_width="match_parent"
    android:layout_height="wrap_content" android:id="@+id/root" style="@style/Base" app:mode="two" app:plain="hm">
  <view class="org.example.V" android:layout_width="12dp" android:layout_height="1.5in" android:text=""/>
  <include layout="@layout/main"/><fragment xmlns:x="urn:x" x:y="z" android:name="N" android:tag="@id/known"/>
</LinearLayout>`,
  'res/xml/odd.xml': '<a xmlns:z="urn:z"><z:b z:c="1"><![CDATA[ raw <text> ]]></z:b>  <c/></a>',
  'res/raw/file.txt': 'content',
  ...Object.fromEntries(
    qualifiers.map((name) => [`res/values-${name}/values.xml`, `<resources><string name="hello">hello ${name}</string></resources>`]),
  ),
};

export function writeRichResources(folder: string): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
